"""Words for ``benchmarks.encoder``: translations of words in XLing-Eval, and word alignment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.data.lexicon import read_lexicon
from isogloss.languages import Language
from isogloss.metrics.neighbours import nearest_by_csls
from isogloss.models.static.model import StaticEncoder
from isogloss.training.static.sources import SOURCES

PENALTY = 0.2  # of a whole sentence's distance between the places of two words

Lexicon = dict[str, set[str]]


@dataclass(frozen=True)
class Translated:
    """How often the nearest word is a translation, by pair such as ``en-de``.

    unseen: the same over English queries of which no lexicon of the training holds a translation.
    """

    accuracy: dict[str, float]
    unseen: dict[str, float]


def translations(encoder: StaticEncoder, data: Path, *, queries: str = "test") -> Translated:
    """Return P@1 by CSLS; candidates are the distinct target words of a pair's train and test files.

    Targets' neighbourhoods are taken among the source words of both files.
    """
    taught = training_pairs(data)
    accuracy, unseen = {}, {}
    for folder in sorted((data / "xling-eval").iterdir()):
        files = {split: _lexicon(next(folder.glob(f"*.{split}.*"))) for split in ("train", "test")}
        sources = list(dict.fromkeys(word for file in files.values() for word in file))
        targets = sorted({word for file in files.values() for found in file.values() for word in found})
        gold = files[queries]
        asked, others, beside = (
            encoder.encode_words([words])[0].vectors for words in (list(gold), targets, sources)
        )
        best = nearest_by_csls(asked, others, beside)
        right = np.array([targets[place] in gold[word] for word, place in zip(gold, best, strict=True)])
        accuracy[folder.name] = float(right.mean())
        english, _, code = folder.name.partition("-")
        if english == "en":
            known = taught[Language.parse(code).code]
            new = np.array([not known[word.lower()] & {t.lower() for t in gold[word]} for word in gold])
            unseen[folder.name] = float(right[new].mean())
    return Translated(accuracy, unseen)


def _lexicon(path: Path) -> Lexicon:
    found: Lexicon = defaultdict(set)
    for entry in read_lexicon(path, rejects=[]):
        found[entry.source].add(entry.target)
    return found


def training_pairs(data: Path) -> dict[str, Lexicon]:
    """Return by language code what the training lexicons hold: English word -> translations, lower-cased."""
    pairs: dict[str, Lexicon] = defaultdict(lambda: defaultdict(set))
    for source in SOURCES:
        if not source.sentences:
            for record in source.read(data / source.name):
                pairs[record.language.code][record.english.lower()].add(record.text.lower())
    return pairs


def mutual_argmax(similarity: Floats2d) -> list[tuple[int, int]]:
    """Return the cells that are largest in their row and in their column."""
    if not similarity.size:
        return []
    rows, columns = similarity.argmax(axis=1), similarity.argmax(axis=0)
    return [(i, int(j)) for i, j in enumerate(rows) if columns[j] == i]


def links(encoder: StaticEncoder, source: list[str], target: list[str]) -> set[tuple[int, int]]:
    """Return the links between two sentences: mutual argmax of cosine less a penalty for distance.

    Identical words have a cosine of 1; pairs of words without similarity are left out.
    """
    left, right = (found.vectors for found in encoder.encode_words([source, target]))
    similarity = left @ right.T
    for i, word in enumerate(source):
        similarity[i, [j for j, other in enumerate(target) if word == other]] = 1
    places = [np.arange(len(side)) / max(len(side), 1) for side in (source, target)]
    far = np.abs(places[0][:, None] - places[1])
    found = mutual_argmax((similarity - PENALTY * far).astype(np.float32))
    return {(i, j) for i, j in found if similarity[i, j] > 0}


def alignment_error(encoder: StaticEncoder, folder: Path, pair: str) -> float:
    """Return the alignment error rate (Och and Ney 2003) over the gold alignments of a pair such as enfr."""
    sentences = _lines(folder / f"{pair}.src-tgt")
    gold = _lines(folder / f"{pair}.gold")
    sure_found = possible_found = found = sure = 0
    for sentence, links_text in zip(sentences, gold, strict=True):
        source, target = (side.lower().split() for side in sentence.split("|||"))
        certain, possible = _gold(links_text.split())
        own = links(encoder, source, target)
        sure_found += len(own & certain)
        possible_found += len(own & possible)
        found += len(own)
        sure += len(certain)
    return 1 - (sure_found + possible_found) / (found + sure)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _gold(cells: Sequence[str]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return sure links, and sure and possible ones, counted from 0; ``i-j`` is sure, ``ipj`` possible."""
    certain = {_cell(cell, "-") for cell in cells if "-" in cell}
    return certain, certain | {_cell(cell, "p") for cell in cells if "p" in cell}


def _cell(cell: str, mark: str) -> tuple[int, int]:
    left, right = cell.split(mark)
    return int(left) - 1, int(right) - 1
