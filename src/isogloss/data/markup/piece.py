"""A part of a text that is language, or that must come out as it went in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import regex

# Kinds whose content a reader or a program takes from the text: what is checked once a text is whole again.
STRONG: Final = frozenset({"code", "maths", "url", "email", "tag", "placeholder", "group", "entity", "link"})


class Piece(NamedTuple):
    """Part of a text. kind: why it is protected; ``""`` for language, which a translator may see.

    text: as it stands in the source. written: what takes its place; the same, but for a term of a glossary.
    """

    text: str
    kind: str = ""
    written: str = ""


class Term(NamedTuple):
    """A term of a glossary, and what is written for it; the term itself where ``translation`` is empty."""

    term: str
    translation: str = ""


@dataclass(frozen=True)
class Protection:
    """What a user adds to, or takes from, what is always protected.

    terms: of a glossary; the longest one wins, and case counts. numbers: whether they are protected too.
    """

    terms: tuple[Term, ...] = field(default=())
    numbers: bool = True

    @cached_property
    def pattern(self) -> regex.Pattern[str] | None:
        """The pattern of all terms as whole words, the longest first; None where there is none."""
        if not self.terms:
            return None
        listed = sorted({term.term for term in self.terms if term.term}, key=lambda term: (-len(term), term))
        return regex.compile("|".join(map(_whole_word, listed)), regex.V1) if listed else None

    @cached_property
    def translations(self) -> dict[str, str]:
        """What is written for each term; the first entry of a term counts."""
        return {term.term: term.translation or term.term for term in reversed(self.terms)}


# Letters of scripts that are written without blanks stand beside a term without being part of its word.
_LETTER: Final = (
    r"[[\p{L}\p{M}\p{N}_]--[\p{Line_Break=SA}\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Javanese}"
    r"\p{Balinese}\p{Yi}]]"
)


def _whole_word(term: str) -> str:
    before = rf"(?<!{_LETTER})" if regex.match(_LETTER, term[0], regex.V1) else ""
    after = rf"(?!{_LETTER})" if regex.match(_LETTER, term[-1], regex.V1) else ""
    return before + regex.escape(term, special_only=True) + after
