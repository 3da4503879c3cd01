"""Marks carried by the translator itself: brackets around them go in, and are read back from what comes out.

Source: Chen, Jiang, Ritter and Xu 2023, "Frustratingly Easy Label Projection for Cross-lingual Transfer"
(EasyProject), arXiv:2211.15613. There the brackets that come back are told apart by the marks' own
translations; here by the alignment of the words within.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from isogloss.data.marked import Mark, Marked
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.translators.asking import asked
from isogloss.views.projection.candidates import by_candidates
from isogloss.views.projection.conflicts import settled
from isogloss.views.projection.evidence import Evidence
from isogloss.views.projection.places import covering, snapped
from isogloss.views.projection.projected import Carried, Projected

BRACKETS: Final = ("[]", "{}", "⟦⟧", "⟪⟫", "❲❳")


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A translation freed of its brackets, and what stood between each pair of them."""

    text: str
    places: tuple[tuple[int, int], ...]


def translate_bracketed(
    sources: Sequence[Marked], translator: Translator, target: Language
) -> list[Bracketed]:
    """Return the translation of each text, its marks in brackets on the way.

    Of marks that overlap the longest has brackets; which kind is chosen by what the text does not hold.
    """
    pairs = [_brackets(source.text) for source in sources]
    made: list[Bracketed] = [Bracketed("", ())] * len(sources)
    for language in dict.fromkeys(source.language for source in sources):
        own = [number for number, source in enumerate(sources) if source.language == language]
        texts = [bracketed(sources[number], pairs[number]) for number in own]
        for number, text in zip(own, asked(translator, texts, language, target), strict=True):
            made[number] = unbracketed(text, pairs[number])
    return made


def bracketed(source: Marked, pair: str) -> str:
    """Return the text with each mark between the two signs of ``pair``."""
    pieces: list[str] = []
    place = 0
    for mark in _apart(source.marks):
        pieces += (source.text[place : mark.start], pair[0], source.text[mark.start : mark.end], pair[1])
        place = mark.end
    return "".join((*pieces, source.text[place:]))


def unbracketed(text: str, pair: str) -> Bracketed:
    """Return the text without the two signs of ``pair``, and the places that they enclosed.

    A sign without its other half is only taken out; of brackets in brackets the inner ones count.
    """
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length, opened = 0, -1
    for letter in text:
        if letter == pair[0]:
            opened = length
        elif letter == pair[1]:
            if opened >= 0:
                places.append((opened, length))
            opened = -1
        else:
            pieces.append(letter)
            length += 1
    freed = "".join(pieces)
    inside = (snapped(freed, *place) for place in places)
    return Bracketed(freed, tuple(place for place in inside if place is not None))


def by_markers(source: Marked, evidence: Evidence, language: Language) -> Projected:
    """Return the marks at the brackets that came back, and the others as ``candidates`` places them.

    Raises InputError without ``evidence.brackets``: only what a translator was given has any.
    """
    if evidence.brackets is None:
        raise InputError(
            "The method markers needs a translator, which is given the brackets.",
            fix="Name one by --translator, or take another method.",
        )
    filled = by_candidates(source, evidence, language)
    spans = [
        span if span.place is None else replace(span, reason="its brackets were lost in translation")
        for span in filled.spans
    ]
    for number, place in _matched(source.marks, evidence):
        spans[number] = Carried(source.marks[number], place, "kept", 1.0)
    return settled(replace(filled, spans=tuple(spans)))


def _brackets(text: str) -> str:
    for pair in BRACKETS:
        if not set(pair) & set(text):
            return pair
    return BRACKETS[-1]


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks that do not overlap, in order; of those that do, the longest."""
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in chosen):
            chosen.append(mark)
    return sorted(chosen, key=lambda mark: mark.start)


def _matched(marks: Sequence[Mark], evidence: Evidence) -> list[tuple[int, tuple[int, int]]]:
    """Return which mark (by number) each bracketed place belongs to, so that their words agree most."""
    from scipy.optimize import linear_sum_assignment

    places = evidence.brackets or ()
    sent = _apart(marks)
    if not places or not sent:
        return []
    fit = np.zeros((len(sent), len(places)))
    for i, mark in enumerate(sent):
        own = covering(evidence.source_words, mark.start, mark.end)
        for j, place in enumerate(places):
            words = covering(evidence.target_words, *place)
            fit[i, j] = evidence.agreement[own.start : own.stop, words.start : words.stop].sum()
            # Where the words say nothing, the order does.
            fit[i, j] -= 0.01 * abs(i / len(sent) - j / len(places))
    rows, columns = linear_sum_assignment(fit, maximize=True)
    numbers = {mark: number for number, mark in enumerate(marks)}
    return [(numbers[sent[i]], places[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]
