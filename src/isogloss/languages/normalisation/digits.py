"""Digits of every script."""

from __future__ import annotations

import unicodedata

import regex

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step, rewriting


def digits(language: Language) -> Step | None:
    """Return the step that writes decimal digits of any script as 0 to 9; numerals of other kinds stay."""
    del language
    return rewriting(r"[\p{Nd}--[0-9]]", _ascii)


def _ascii(match: regex.Match[str]) -> str:
    # regex may know a newer Unicode than Python, and so digits that Python has no value for.
    value = unicodedata.decimal(match[0], None)
    return match[0] if value is None else str(value)
