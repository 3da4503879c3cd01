"""Blanks and ends of lines."""

from __future__ import annotations

import regex

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step, rewriting


def lines(language: Language) -> Step | None:
    r"""Return the step that ends every line with ``\n``: CRLF, CR, NEL, and Unicode's separators."""
    del language
    return rewriting(r"\r\n|[\r\x85\u2028\u2029]", "\n", r"[\r\x85\u2028\u2029]")


def spaces(language: Language) -> Step | None:
    """Return the step that makes every blank a space, and no-break forms their ordinary ones.

    Ogham's space is a stroke and Mongolian's narrow one joins a suffix to its word: they stay.
    """
    del language
    ordinary = {"\u2011": "\u2010", "\u0f0c": "\u0f0b"}
    return rewriting(
        r"[\p{Zs}--[ \u1680\u202f]]|(?<!\p{Mong})\u202f|[\u2011\u0f0c]",
        lambda match: ordinary.get(match[0], " "),
        r"[[\p{Zs}--[ \u1680]]\u2011\u0f0c]",
    )


def blanks(language: Language) -> Step | None:
    r"""Return the step that squeezes each run of blanks and ends of lines into one, and strips the text.

    A run that holds an end of a line becomes one ``\n``, any other one space.
    """
    del language
    blank = r"[\p{White_Space}--\u1680]"
    return rewriting(
        rf"\A{blank}++|{blank}++\Z|{blank}++",
        _one_blank,
        blank,
    )


def _one_blank(match: regex.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(match.string):
        return ""
    return "\n" if any(mark in match[0] for mark in "\n\r\x0b\x0c\x85\u2028\u2029") else " "
