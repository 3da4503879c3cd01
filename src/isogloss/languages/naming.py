"""From English names and autonyms to codes, and what to offer for a name that nobody knows."""

from __future__ import annotations

from isogloss.errors import UnknownLanguage


def from_name(text: str) -> tuple[str, str, str | None] | None:
    """Return code, script or "" and region that a name stands for, None if no table holds it."""
    return None


def unknown(text: str) -> UnknownLanguage:
    """Return the error for a text that names no language, with the three nearest that do."""
    return UnknownLanguage(f"No language is called {text[:40]!r}.")
