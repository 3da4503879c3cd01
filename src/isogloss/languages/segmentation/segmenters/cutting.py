"""Where a segmenter cuts a text: what it is given, and what is kept of its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, cast

import regex

from isogloss.languages.language import Language
from isogloss.languages.segmentation.segmenters.segmenter import Segmenter
from isogloss.languages.segmentation.segmenters.table import SEGMENTERS
from isogloss.languages.segmentation.wordkinds import Kind, kinds
from isogloss.table import load

# What a library is given at once: some take time that grows with the square of it.
LONGEST_RUN: Final = 1000
_MARK = regex.compile(r"[\p{M}\u200c\u200d]", regex.V1)

Place = tuple[Kind, int, int]


def load_segmenter(segmenter: str | Segmenter, language: Language | str | None) -> Segmenter:
    """Return the segmenter of that name for a language; one that is given is returned as it is.

    Raises UnknownName, UnknownLanguage, InputError if the segmenter doesn't serve the language, and
    MissingExtra if its library is not installed.
    """
    if not isinstance(segmenter, str):
        return segmenter
    parsed = Language.given(language)
    return cast("Segmenter", load(SEGMENTERS, segmenter, kind="segmenter")(parsed))


def pieces(text: str, segmenter: Segmenter) -> Iterator[Place]:
    """Yield what ``kinds`` yields, where the segmenter's words replace the pieces of its scripts.

    A word of the segmenter is of the kind of its first piece. No word begins with a mark. A run longer than
    LONGEST_RUN characters is given to the segmenter in parts. Linear in the text if the segmenter is.
    """
    for ours, run in _runs(kinds(text), text, tuple(sorted(segmenter.scripts))):
        if not ours:
            yield from run
            continue
        start, end = run[0][1], run[-1][2]
        lengths = _lengths(text[start:end], segmenter)
        if lengths is None:
            yield from run
            continue
        for length in lengths:
            yield run[0][0], start, start + length
            start += length


def _lengths(run: str, segmenter: Segmenter) -> list[int] | None:
    """Return the lengths of the words of a run; None if the segmenter changed what it was given."""
    cut = [word for word in segmenter.cut(run) if word]
    if "".join(cut) != run:
        return None
    lengths: list[int] = []
    for word in cut:
        if lengths and _MARK.match(word):
            lengths[-1] += len(word)
        else:
            lengths.append(len(word))
    return lengths


def _runs(places: Iterable[Place], text: str, scripts: tuple[str, ...]) -> Iterator[tuple[bool, list[Place]]]:
    """Yield runs of pieces of the scripts that touch, each with True; what lies between, with False."""
    opens, goes_on = _patterns(scripts)
    run: list[Place] = []
    for place in places:
        kind, start, end = place
        if run:
            touches = run[-1][2] == start and end - run[0][1] <= LONGEST_RUN
            if touches and kind != "word" and goes_on.match(text, start):
                run.append(place)
                continue
            yield True, run
            run = []
        if kind != "word" and opens.match(text, start):
            run = [place]
        else:
            yield False, [place]
    if run:
        yield True, run


@lru_cache(maxsize=64)
def _patterns(scripts: tuple[str, ...]) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return what matches a letter of the scripts, and one that may stand in a run of them."""
    listed = "".join(rf"\p{{Script={script}}}" for script in scripts)
    # The long mark of Japanese and some signs of repetition are common to several scripts.
    return (
        regex.compile(rf"[{listed}]" if listed else r"(?!)", regex.V1),
        regex.compile(rf"[{listed}\p{{Script=Zyyy}}\p{{Script=Zinh}}]", regex.V1),
    )
