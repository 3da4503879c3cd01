"""Short texts that are the same in every language: names, titles, units."""

from __future__ import annotations

from typing import Final

_MOST_WORDS: Final = 4
_MOST_LETTERS: Final = 40


def names_only(text: str) -> bool:
    """Return whether a text is short and no word of it begins in lower case, where there is case at all.

    Addresses count as names whatever their case.
    """
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    if len(words) > _MOST_WORDS or sum(map(len, words)) > _MOST_LETTERS:
        return False
    return not any(next(filter(str.isalpha, word)).islower() and not _is_address(word) for word in words)


def _is_address(word: str) -> bool:
    return "@" in word or "://" in word or word.startswith("www.")
