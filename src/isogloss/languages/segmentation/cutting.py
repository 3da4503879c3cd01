"""Walking through a text from one end of a sentence to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from isogloss.languages.segmentation.conventions import Conventions
from isogloss.languages.segmentation.endings import Paragraph, sentence_end
from isogloss.languages.segmentation.stops import BLANKS, MORE, UPPER

_LINE: Final = regex.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINE: Final = regex.compile(
    r"(?>\r\n|[\n\r\x85\u2028])[^\S\n\r\x85\u2028]*+[\n\r\x85\u2028]\s*+|[\f\u2029]"
)
_SUBSTANCE: Final = regex.compile(r"[\p{L}\p{N}\p{So}\p{Sm}\p{Sc}]")
# Enough of a paragraph to see whether its writer uses capital letters.
_GLANCE: Final = 1_000


def sentence_places(text: str, rules: Conventions, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of ``text`` start and end; wrapped: a single line break is a blank."""
    for begin, limit in _paragraphs(text, _BLANK_LINE if wrapped else _LINE):
        yield from _cut(text, begin, limit, rules)


def _paragraphs(text: str, breaks: regex.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in breaks.finditer(text):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(text)


def _cut(text: str, begin: int, limit: int, rules: Conventions) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a paragraph start and end."""
    cased = UPPER.search(text, begin, min(limit, begin + _GLANCE)) is not None
    paragraph = Paragraph(text, begin, limit, cased, rules)
    start = _after_blanks(text, begin, limit)
    looked, substance = start, False
    while (stop := rules.stop.search(text, looked, limit)) is not None:
        at, behind = stop.start(), _after_more(text, stop.end(), limit)
        # Stops alone, such as an ellipsis in front, are no sentence.
        substance = substance or _SUBSTANCE.search(text, looked, at) is not None
        looked = behind
        end = sentence_end(paragraph, start, at, behind) if substance else None
        if end is None:
            continue
        yield start, _before_blanks(text, start, end)
        start = looked = _after_blanks(text, end, limit)
        substance = False
    if start < limit:
        yield start, _before_blanks(text, start, limit)


def _after_more(text: str, end: int, limit: int) -> int:
    """Return where a stop ends that others follow."""
    while (more := MORE.match(text, end, limit)) is not None:
        end = more.end()
    return end


def _after_blanks(text: str, start: int, limit: int) -> int:
    match = BLANKS.match(text, start, limit)
    return match.end() if match else start


def _before_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
