"""Two files of word vectors brought into one space."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from isogloss.bitext.mappings import FREQUENT, learner_of
from isogloss.errors import BadRow, InputError

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d, Ints2d
    from isogloss.data.examples import Entry
    from isogloss.data.wordvectors import WordList

MOST: Final = 200_000
HELD_OUT: Final = 0.2
RANKS: Final = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Mapped:
    """What was written where, and how well held-out anchors are found.

    words: of either file. left_out: such that came before or have a vector of zeros. whole: whether a file
    was read to its end. learned, tested: pairs of anchors that both files know. asked: distinct source
    words of the held-out anchors. coverage: share of these known with a translation, in [0, 1], None where
    nothing was held out. precision: by rank, share of the covered ones with a translation up to there, by
    CSLS among all target words. mutual: words that are each other's nearest afterwards, and cosine: their
    mean cosine, which is all there is to see without anchors.
    """

    source: Path
    target: Path
    words: tuple[int, int]
    left_out: tuple[int, int]
    whole: tuple[bool, bool]
    learned: int
    tested: int
    asked: int
    coverage: float | None
    precision: dict[int, float]
    mutual: int
    cosine: float


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: rows of unit length after centring, and where each word stands."""

    words: Sequence[str]
    vectors: Floats2d
    place: Mapping[str, int]

    @classmethod
    def of(cls, words: Sequence[str], vectors: Floats2d) -> Words:
        """Return the words, to be found as written, with ``_`` for blanks, or in lower case."""
        place: dict[str, int] = {}
        for form in (str, str.casefold):
            for row, word in enumerate(words):
                place.setdefault(form(word), row)
        return cls(words, vectors, place)

    def find(self, word: str) -> int | None:
        """Return the row of a word, None if it is not there."""
        for form in (word, word.replace(" ", "_"), word.casefold(), word.casefold().replace(" ", "_")):
            if form in self.place:
                return self.place[form]
        return None


def mapped(
    source: WordList, target: WordList, anchors: Sequence[Entry], *, method: str = "procrustes", seed: int = 0
) -> tuple[Floats2d, Floats2d]:
    """Return float32[n, e] and float32[m, e]: the vectors of both lists in one space, of unit length.

    anchors: words that mean the same; those that both lists hold are learned from. method: a name of METHODS.
    Raises UnknownName for another method, InputError for too few anchors, or dimensions it cannot join.
    """
    from isogloss.metrics.mapping import Side, centre, centred

    learner = learner_of(method)
    means = [centre(side.vectors) for side in (source, target)]
    left, right = (
        Words.of(side.words, centred(side.vectors, mean))
        for side, mean in zip((source, target), means, strict=True)
    )
    pairs = found_pairs(left, right, anchors)
    if method != "unsupervised" and not len(pairs):
        raise InputError(
            "No anchor has both its words in the files.",
            fix="Check case and spelling, read more words with --most, or take --method unsupervised.",
        )
    matrices = learner(left.vectors, right.vectors, pairs, seed)
    first, second = (
        Side(mean, matrix).apply(side.vectors)
        for side, mean, matrix in zip((source, target), means, matrices, strict=True)
    )
    return first, second


def found_pairs(left: Words, right: Words, anchors: Sequence[Entry]) -> Ints2d:
    """Return int64[n, 2]: the rows of the anchors that both sides know, each pair once, in their order."""
    import numpy as np

    found = dict.fromkeys(
        (a, b)
        for entry in anchors
        if (a := left.find(entry.source)) is not None and (b := right.find(entry.target)) is not None
    )
    return np.array(list(found), np.int64).reshape(-1, 2)


def held_out(anchors: Sequence[Entry], share: float, seed: int) -> tuple[list[Entry], list[Entry]]:
    """Return the anchors to learn from and those to test with; all translations of a word go together."""
    words = sorted({entry.source for entry in anchors})
    random.Random(seed).shuffle(words)  # noqa: S311  a sample, not a secret
    tested = set(words[: round(len(words) * share)])
    return (
        [entry for entry in anchors if entry.source not in tested],
        [entry for entry in anchors if entry.source in tested],
    )


@dataclass(frozen=True, slots=True)
class Found:
    """How well translations are found: ``asked`` source words, ``known`` of them testable; see ``Mapped``."""

    asked: int
    known: int
    pairs: int
    precision: dict[int, float]


def tested(left: Words, right: Words, anchors: Sequence[Entry]) -> Found:
    """Return how well the held-out anchors are found by CSLS among all target words."""
    import numpy as np

    from isogloss.metrics.lexicon_induction import gold_ranks, precision_at

    gold: dict[int, set[int]] = defaultdict(set)
    for a, b in found_pairs(left, right, anchors).tolist():
        gold[a].add(b)
    asked = len({entry.source for entry in anchors})
    if not gold:
        return Found(asked, 0, 0, dict.fromkeys(RANKS, 0.0))
    answers = [np.array(sorted(rows), np.int64) for rows in gold.values()]
    ranks = gold_ranks(left.vectors[list(gold)], right.vectors, answers, left.vectors[:FREQUENT])
    precision = {k: float(precision_at(ranks, k).mean()) for k in RANKS}
    return Found(asked, len(gold), sum(map(len, answers)), precision)


def map_files(
    source: Path | str,
    target: Path | str,
    out: Path | str,
    *,
    anchors: Sequence[Entry] = (),
    method: str = "procrustes",
    most: int = MOST,
    test: float | Sequence[Entry] = HELD_OUT,
    seed: int = 0,
) -> Mapped:
    """Write both files of word vectors, mapped into one space, into the folder ``out``; return how it went.

    The files keep their names; where these are the same, the second gets ``.target`` before its ending.
    anchors: words that mean the same. method: a name of METHODS. most: words read of either file, the first
    ones, which ought to be the most frequent. test: the share of the anchors' source words that is held out
    to test with, or the entries to test with. Raises InputError for files and values that cannot be used,
    Unwritable where the disk refuses.
    """
    from isogloss.data.wordvectors import read_word_vectors
    from isogloss.metrics.self_learning import mutual_pairs

    learner_of(method)
    if isinstance(test, float | int) and not 0 <= test <= 1:
        raise InputError(f"A share of {test} cannot be held out.", fix="Give a number from 0 to 1.")
    taught, asked = (
        held_out(anchors, test, seed) if isinstance(test, float | int) else (list(anchors), list(test))
    )
    places = _places(Path(source), Path(target), Path(out))
    try:
        sides = (read_word_vectors(source, most=most), read_word_vectors(target, most=most))
    except BadRow as fault:  # a vector cannot be set aside, as its word would be missing in silence
        raise BadRow(fault.message, fix="Correct it.") from None
    first, second = mapped(*sides, taught, method=method, seed=seed)
    left, right = Words.of(sides[0].words, first), Words.of(sides[1].words, second)
    score = tested(left, right, asked)
    mutual = mutual_pairs(first[:FREQUENT], second[:FREQUENT])
    cosine = float((first[mutual[:, 0]] * second[mutual[:, 1]]).sum(axis=1).mean()) if len(mutual) else 0.0
    for place, side, vectors in zip(places, sides, (first, second), strict=True):
        _write(place, side.words, vectors)
    return Mapped(
        *places,
        words=(len(first), len(second)),
        left_out=(sides[0].repeated + sides[0].zeros, sides[1].repeated + sides[1].zeros),
        whole=(sides[0].whole, sides[1].whole),
        learned=len(found_pairs(left, right, taught)),
        tested=score.pairs,
        asked=score.asked,
        coverage=score.known / score.asked if score.asked else None,
        precision=score.precision if score.known else {},
        mutual=len(mutual),
        cosine=cosine,
    )


def _write(place: Path, words: Sequence[str], vectors: Floats2d) -> None:
    from isogloss.models.wordvectors import BLOCK, write_text

    names = [word.replace(" ", "_") for word in words]
    blocks = (vectors[start : start + BLOCK] for start in range(0, len(vectors), BLOCK))
    write_text(place, names, blocks, vectors.shape[1])


def _places(source: Path, target: Path, out: Path) -> tuple[Path, Path]:
    if out.is_file():
        raise InputError(f"{out} is a file, and a folder was expected.", fix="Choose another --out.")
    names = [_ended(path.name) for path in (source, target)]
    if names[0] == names[1]:
        stem, dot, ending = names[1].partition(".vec")
        names[1] = f"{stem}.target{dot}{ending}"
    first, second = (out / name for name in names)
    for place, path in ((first, source), (second, target)):
        if place.resolve() == path.resolve():
            raise InputError(f"{path} would be overwritten.", fix="Choose another folder with --out.")
    return first, second


def _ended(name: str) -> str:
    """Return the name with the ending of what is written: ``.vec``, or ``.vec.gz`` if it was packed."""
    packed = name.endswith((".gz", ".zst"))
    stem = name.rpartition(".")[0] if packed else name
    stem = stem.removesuffix(".vec").removesuffix(".txt")
    return f"{stem}.vec{'.gz' if packed else ''}"
