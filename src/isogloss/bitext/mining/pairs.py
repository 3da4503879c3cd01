"""Sentence pairs out of two piles of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from isogloss.bitext.mining.approximate import search_approximately
from isogloss.bitext.mining.margins import candidate_scores
from isogloss.bitext.mining.options import Mining
from isogloss.bitext.mining.piles import Counts, Lines, Pile, pile, survey
from isogloss.bitext.mining.retrieval import Candidates, Pairs, retrieve
from isogloss.bitext.mining.searching import search_exactly
from isogloss.bitext.mining.shards import Vectors, encode_pile
from isogloss.bitext.mining.thresholds import usual_threshold
from isogloss.bitext.mining.work import Shelf, Spread, Workplace, shelf, workplace
from isogloss.errors import InputError
from isogloss.languages import Language

if TYPE_CHECKING:
    from isogloss.arrays import Ints1d
    from isogloss.data.rejects import Reject
    from isogloss.models.contracts import Encoder


@dataclass(frozen=True, slots=True)
class MinedPair:
    """Two lines that seem to translate each other. Line numbers count from 1."""

    score: float
    source_line: int
    target_line: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Mined:
    """What mining gave: pairs, the best first, and what became of everything else.

    threshold: what pairs had to reach, None where none was given and none could be told (a side of one line,
    or k of 1). below: how many did not. copies: pairs whose sides are the same text.
    """

    pairs: tuple[MinedPair, ...]
    threshold: float | None
    below: int
    copies: int
    source: Counts
    target: Counts


def mine(
    a: Lines,
    b: Lines,
    *,
    source: Language | str | None = None,
    target: Language | str | None = None,
    encoder: Encoder | None = None,
    options: Mining | None = None,
    work: Path | str | Workplace | None = None,
    rejects: list[Reject] | None = None,
) -> Mined:
    """Return the lines of ``a`` and ``b`` that translate each other.

    a, b: paths of text files, a sentence a line, or lists of texts. encoder: ``static`` by default. work: a
    folder in which vectors and neighbours are kept by content; the same call goes on from there, and gives
    the same; or a Workplace, which also says who does it. rejects: takes the lines that are no UTF-8 text,
    which otherwise stop it.
    Memory is bounded by blocks, a few numbers a line and the mined pairs' texts.
    Raises UnknownLanguage, and InputError for what holds no text or is the same twice, BadRow for what is
    no text.
    """
    chosen = options or Mining()
    languages = Language.given(source), Language.given(target)
    lenient = rejects is not None
    piles = pile(a, "the first list", lenient=lenient), pile(b, "the second list", lenient=lenient)
    surveys = [survey(one, fold=chosen.fold, rejects=rejects) for one in piles]
    if surveys[0].digest == surveys[1].digest:
        raise InputError(
            f"{piles[0].name} and {piles[1].name} hold the same lines.",
            fix="Give two texts in two languages.",
        )
    model = encoder or _default()
    place = workplace(work)
    with shelf(place.folder) as kept:
        sides, counts = zip(
            *(
                encode_pile(one, model, of, kept, place.spread)
                for one, of in zip(surveys, languages, strict=True)
            ),
            strict=True,
        )
        candidates = _candidates(sides[0], sides[1], chosen, kept, place.spread)
    found = retrieve(candidates, chosen.retrieval)
    threshold = usual_threshold(candidates) if chosen.threshold is None else chosen.threshold
    kept_pairs = found if threshold is None else found.where(found.scores >= threshold)
    pairs = tuple(_pairs(kept_pairs, piles, (sides[0].numbers, sides[1].numbers)))
    copies = sum(pair.source.strip() == pair.target.strip() for pair in pairs)
    return Mined(pairs, threshold, len(found) - len(pairs), copies, counts[0], counts[1])


def _candidates(source: Vectors, target: Vectors, chosen: Mining, kept: Shelf, spread: Spread) -> Candidates:
    if chosen.search == "usearch":
        forward, backward = search_approximately(source, target, chosen.k)
    else:
        forward, backward = search_exactly(source, target, chosen.k, kept, spread)
    means = forward.means(), backward.means()
    return Candidates(
        forward.indices,
        candidate_scores(forward, *means, chosen.margin),
        backward.indices,
        candidate_scores(backward, means[1], means[0], chosen.margin),
    )


def _pairs(found: Pairs, piles: tuple[Pile, Pile], numbers: tuple[Ints1d, Ints1d]) -> Iterator[MinedPair]:
    """Yield the pairs by falling score, their texts read again from their piles."""
    order = np.lexsort((found.target, found.source, -found.scores))
    lines = [numbers[0][found.source[order]], numbers[1][found.target[order]]]
    texts = [_texts(one, wanted) for one, wanted in zip(piles, lines, strict=True)]
    for score, i, j in zip(found.scores[order].tolist(), lines[0].tolist(), lines[1].tolist(), strict=True):
        yield MinedPair(round(score, 6), i, j, texts[0][i], texts[1][j])


def _texts(pile: Pile, wanted: Ints1d) -> dict[int, str]:
    numbers = set(wanted.tolist())
    return {number: text for number, text in pile.lines() if number in numbers}


def _default() -> Encoder:
    from isogloss.models.registry import load_encoder

    return load_encoder("static")
