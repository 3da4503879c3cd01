"""Cutting text into sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from isogloss.languages.segmentation.span import Span
from isogloss.table import unknown

if TYPE_CHECKING:
    from isogloss.languages.language import Language


def sentences(
    text: str, language: Language | str | None = None, *, lines: Literal["end", "wrapped"] = "end"
) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order, without the blanks around them.

    Every span slices back, spans don't overlap, and what lies between them is blank: nothing else is lost.
    language: decides which abbreviations, initials and ordinals are known; the marks that end a sentence are
    those of every script in any case. None knows the abbreviations common to a script.
    lines: ``"end"`` ends a sentence at every line break, as UAX #29 does; ``"wrapped"`` at blank lines only.
    Linear in the text. Raises UnknownLanguage, UnknownName for another ``lines``.
    Source: Unicode UAX #29, sentence boundaries; the rules for what a full stop means are our own.
    """
    if lines not in ("end", "wrapped"):
        raise unknown(lines, ("end", "wrapped"), kind="way to read lines")
    # The patterns take 50 ms to compile, which those who never ask for sentences need not spend.
    from isogloss.languages.segmentation.conventions import conventions
    from isogloss.languages.segmentation.cutting import sentence_places

    places = sentence_places(text, conventions(language), wrapped=lines == "wrapped")
    return tuple(Span(text[start:end], start, end) for start, end in places)
