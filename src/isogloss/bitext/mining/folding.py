"""When two lines are the same line for all that matters to mining."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

# Digits stay: chapter 1 is not chapter 2. Marks stay: they are vowels in half of the world's scripts.
_PASSED_OVER: Final = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def folded(text: str) -> str:
    """Return what near-duplicates share: compatibility forms, case folded, only letters, marks and numbers.

    A text without any (an emoji, a row of dashes) is itself, without blanks around it.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _PASSED_OVER.sub(" ", plain).strip() or text.strip()
