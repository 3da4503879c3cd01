"""Marked texts and evidence for tests, written by hand: words and links."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from isogloss.data.marked import Mark, Marked
from isogloss.languages import Language, words
from isogloss.models.contracts import Link
from isogloss.views.projection.evidence import Evidence


def marked(text: str, *phrases: str, language: str = "eng") -> Marked:
    """Return the text with a mark at each of the phrases, labelled by it."""
    places = [(phrase, text.index(phrase)) for phrase in phrases]
    marks = tuple(Mark(phrase, start, start + len(phrase)) for phrase, start in places)
    return Marked("1", text, marks, Language.parse(language), "news:1")


def evidence(source: str, target: str, links: Iterable[tuple[int, int]], score: float = 0.9) -> Evidence:
    """Return links between the words of two texts, all of one score; those beyond the words are left out."""
    left, right = words(source), words(target)
    found = sorted({(i, j) for i, j in links if i < len(left) and j < len(right)})
    agreement = np.zeros((len(left), len(right)), np.float32)
    for cell in found:
        agreement[cell] = score
    return Evidence(source, target, left, right, tuple(Link(i, j, score) for i, j in found), agreement)
