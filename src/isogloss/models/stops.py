"""Where a text that a model writes is to end."""

from __future__ import annotations

from collections.abc import Sequence

from isogloss.errors import InputError


def check_limits(most: int, stop: Sequence[str]) -> None:
    """Raise InputError where fewer than one token is asked for, or a stop is empty or no list."""
    if most < 1:
        raise InputError(f"A model writes 1 token at least, and was asked for {most}.", fix="Ask for more.")
    if isinstance(stop, str) or not all(stop):
        raise InputError("stop is a list of texts that are not empty.", fix='Write for example stop=["\\n"].')


def until(text: str, stop: Sequence[str]) -> str:
    """Return the text up to the first of ``stop`` in it, which is not part of it."""
    return text[: min((text.find(end) for end in stop if end in text), default=len(text))]
