"""What looks wrong in a translation, told without knowing the languages' words."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import Final

import regex

from isogloss.languages import Language
from isogloss.languages.scripts import compatible, dominant_script
from isogloss.models.translators.selective import Selected, numbers_of

_LETTERS: Final = regex.compile(r"\p{L}")
# A translation this many times longer or shorter than is usual in its file is doubted.
_ODD: Final = 4.0


def doubts_of(text: str, selected: Selected, source: Language, target: Language) -> list[str]:
    """Return what speaks against one translation: copied, empty, numbers, script, kept; in this order."""
    if not _LETTERS.search(text) or not selected.pieces:
        return []
    found = []
    if selected.text == text and source != target:
        found.append("copied")
    if not selected.text.strip():
        found.append("empty")
    if Counter(numbers_of(text)) != Counter(numbers_of(selected.text)):
        found.append("numbers")
    apart = selected.text != text and not compatible(source.script, target.script)
    if apart and not compatible(dominant_script(selected.text), target.script):
        found.append("script")
    if selected.kept:
        found.append("kept")
    return found


def odd_lengths(lengths: list[tuple[int, int]]) -> list[int]:
    """Return which pairs of lengths (text, translation; characters) are 4 times off their median ratio."""
    ratios = [after / before for before, after in lengths if before]
    if not ratios:
        return []
    usual = median(ratios) or 1.0
    return [
        number
        for number, (before, after) in enumerate(lengths)
        if before > 8 and not usual / _ODD <= after / before <= usual * _ODD
    ]
