"""Words for ``benchmarks.encoder``: translations of words in XLing-Eval, and word alignment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from isogloss.data.alignments import read_alignments
from isogloss.data.lexicon import read_lexicon
from isogloss.data.pairs import read_pairs
from isogloss.languages import Language
from isogloss.metrics.alignment import alignment_counts, alignment_error_rate
from isogloss.metrics.neighbours import nearest_by_csls
from isogloss.models.aligners.table import load_aligner
from isogloss.models.static.model import StaticEncoder
from isogloss.training.static.sources import SOURCES

Lexicon = dict[str, set[str]]


@dataclass(frozen=True)
class Translated:
    """How often the nearest word is a translation, by pair such as ``en-de``.

    unseen: the same over English queries of which no lexicon of the training holds a translation.
    """

    accuracy: dict[str, float]
    unseen: dict[str, float]


@dataclass(frozen=True)
class Vocabulary:
    """The words of a pair of languages in XLing-Eval, distinct, of its train 5k and test 2k files.

    gold: source word -> translations, of the words that are asked for; taught: the same of the train file.
    """

    sources: list[str]
    targets: list[str]
    gold: Lexicon
    taught: Lexicon


def vocabulary(folder: Path, *, queries: str = "test") -> Vocabulary:
    """Return the words of a folder such as ``en-de``; queries: ``test`` or ``train``."""
    files = {split: _lexicon(next(folder.glob(f"*.{split}.*"))) for split in ("train", "test")}
    sources = list(dict.fromkeys(word for file in files.values() for word in file))
    targets = sorted({word for file in files.values() for found in file.values() for word in found})
    return Vocabulary(sources, targets, files[queries], files["train"])


def translations(encoder: StaticEncoder, data: Path, *, queries: str = "test") -> Translated:
    """Return P@1 by CSLS; candidates are the distinct target words of a pair's train and test files.

    Targets' neighbourhoods are taken among the source words of both files.
    """
    taught = training_pairs(data)
    accuracy, unseen = {}, {}
    for folder in sorted((data / "xling-eval").iterdir()):
        words = vocabulary(folder, queries=queries)
        gold, targets = words.gold, words.targets
        asked, others, beside = (
            encoder.encode_words([side])[0].vectors for side in (list(gold), targets, words.sources)
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


def alignment_error(encoder: StaticEncoder, folder: Path, pair: str) -> float:
    """Return the alignment error rate of ``argmax`` over the gold alignments of a pair such as enfr."""
    sentences = read_pairs(folder / f"{pair}.src-tgt")
    gold = list(read_alignments(folder / f"{pair}.gold", first=1))
    found = load_aligner("argmax", encoder).align(
        [(sentence.source.split(), sentence.target.split()) for sentence in sentences]
    )
    counts = alignment_counts(
        [{(link.source, link.target) for link in links} for links in found],
        [one.sure for one in gold],
        [one.possible for one in gold],
    )
    return float(alignment_error_rate(counts, np.ones((1, len(gold))))[0])
