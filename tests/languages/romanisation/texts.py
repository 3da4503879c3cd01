"""Text in every script, for tests that hold for any."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies

# Blocks whose letters, signs and marks are drawn from, and what the world puts between them.
BLOCKS = {
    "Latn": (0x20, 0x24F),
    "Grek": (0x370, 0x3FF),
    "Cyrl": (0x400, 0x52F),
    "Armn": (0x531, 0x58F),
    "Hebr": (0x591, 0x5F4),
    "Arab": (0x600, 0x6FF),
    "Thaa": (0x780, 0x7B1),
    "Nkoo": (0x7C0, 0x7FF),
    "Deva": (0x900, 0x97F),
    "Beng": (0x980, 0x9FE),
    "Guru": (0xA01, 0xA76),
    "Taml": (0xB82, 0xBFA),
    "Sinh": (0xD81, 0xDF4),
    "Thai": (0xE01, 0xE5B),
    "Laoo": (0xE81, 0xEDF),
    "Tibt": (0xF00, 0xFD9),
    "Mymr": (0x1000, 0x109F),
    "Geor": (0x10A0, 0x10FF),
    "Hang": (0x1100, 0x11FF),
    "Ethi": (0x1200, 0x139F),
    "Khmr": (0x1780, 0x17F9),
    "Tfng": (0x2D30, 0x2D7F),
    "Jpan": (0x3040, 0x30FF),
    "Hani": (0x4E00, 0x4EFF),
    "Kore": (0xAC00, 0xACFF),
    "Adlm": (0x1E900, 0x1E95F),
}
_BETWEEN = " .,'\n\u200c\u200d\u0301\u0327\ufeff\ud800\U0010ffff\u0378़😀"


def texts(script: str) -> strategies.SearchStrategy[str]:
    """Return made-up text of one script: every order of letters and signs, well-formed or not."""
    first, last = BLOCKS[script]
    letters = strategies.characters(min_codepoint=first, max_codepoint=last, exclude_categories=())
    return strategies.text(letters | strategies.sampled_from(_BETWEEN), max_size=30)


def forms(text: str) -> tuple[str, str, str]:
    """Return a text as it is, composed and decomposed."""
    return text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
