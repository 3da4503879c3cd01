"""A text made from another, which still knows where each part of it came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from isogloss.errors import InputError


class Edit(NamedTuple):
    """``text[start:end]`` stands where ``source[source_start:source_end]`` stood; either may be empty."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text, what it was made from, and every place where the two differ.

    edits: in order, apart from one another; between two of them text and source are the same characters.
    """

    source: str
    text: str
    edits: tuple[Edit, ...] = ()

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in ``source`` that ``text[start:end]`` came from, in characters.

        What lies inside an edit comes from the whole of what was edited. Offsets beyond the text are those of
        its end, as in a slice; negative ones are none. Raises InputError for those.
        """
        start, end = _inside(start, end, len(self.text))
        return _across(self.edits, start, end, here=0, there=2)

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in ``text`` that ``source[start:end]`` became, in characters.

        What lies inside an edit became the whole of what stands there now. Offsets beyond the source are
        those of its end, as in a slice; negative ones are none. Raises InputError for those.
        """
        start, end = _inside(start, end, len(self.source))
        return _across(self.edits, start, end, here=2, there=0)

    def then(self, after: Aligned) -> Aligned:
        """Return what ``after`` made of this text, told of this text's source."""
        if after.source != self.text:
            raise ValueError("The second change was not made to the text of the first.")
        if not self.edits or not after.edits:
            edits = after.edits if not self.edits else self.edits
            return Aligned(self.source, after.text, edits)
        return Aligned(self.source, after.text, tuple(_composed(self.edits, after.edits)))


def unchanged(text: str) -> Aligned:
    """Return a text made from itself."""
    return Aligned(text, text)


def substituted(
    text: str, pattern: regex.Pattern[str], replacement: Callable[[regex.Match[str]], str]
) -> Aligned:
    """Return ``text`` with every match of ``pattern`` replaced; a match that stays the same is no edit."""
    pieces: list[str] = []
    edits: list[Edit] = []
    length = copied = 0
    for match in pattern.finditer(text):
        new = replacement(match)
        if new == match[0]:
            continue
        start, end = match.span()
        pieces += (text[copied:start], new)
        length += start - copied
        edits.append(Edit(length, length + len(new), start, end))
        length += len(new)
        copied = end
    if not edits:
        return unchanged(text)
    pieces.append(text[copied:])
    return Aligned(text, "".join(pieces), tuple(edits))


def joined(pieces: Iterable[tuple[str, str]]) -> Aligned:
    """Return the text of pairs ``(source, text)`` that follow one another; equal pairs are no edits."""
    sources: list[str] = []
    texts: list[str] = []
    edits: list[Edit] = []
    place = source_place = 0
    for source, text in pieces:
        sources.append(source)
        texts.append(text)
        if source != text:
            edits.append(Edit(place, place + len(text), source_place, source_place + len(source)))
        place += len(text)
        source_place += len(source)
    return Aligned("".join(sources), "".join(texts), tuple(edits))


def _inside(start: int, end: int, length: int) -> tuple[int, int]:
    if start < 0 or end < 0:
        raise InputError(
            f"There is no place from {start} to {end} in a text.",
            fix="Count characters from its beginning, 0.",
        )
    return min(start, length), min(end, length)


def _across(edits: Sequence[Edit], start: int, end: int, *, here: int, there: int) -> tuple[int, int]:
    """Return where a place is on the other side; here, there: where an edit has its two places, 0 and 2."""
    first = bisect_right(edits, start, key=lambda edit: edit[here]) - 1
    if first >= 0 and start < edits[first][here + 1]:
        other_start = edits[first][there]
    else:
        other_start = start + (edits[first][there + 1] - edits[first][here + 1] if first >= 0 else 0)
    if end <= start:
        return other_start, other_start
    last = bisect_left(edits, end, key=lambda edit: edit[here]) - 1
    if last >= 0 and end <= edits[last][here + 1]:
        return other_start, edits[last][there + 1]
    return other_start, end + (edits[last][there + 1] - edits[last][here + 1] if last >= 0 else 0)


def _composed(before: Sequence[Edit], after: Sequence[Edit]) -> Iterator[Edit]:
    """Return the edits of two changes as one's: those that meet in the text between become one edit."""
    # Places in the text between, and which of the two changes an edit is of.
    events = [(edit.start, edit.end, edit.source_end - edit.end, 0) for edit in before]
    events += [(edit.source_start, edit.source_end, edit.end - edit.source_end, 1) for edit in after]
    events.sort(key=lambda event: event[:2])
    # What is added to a place in the text between to get the place in the source, and in the last text.
    shifts = [0, 0]
    opened = 0
    while opened < len(events):
        start, end, _, _ = events[opened]
        source_start, text_start = start + shifts[0], start + shifts[1]
        while opened < len(events) and _meets(events[opened], start, end):
            _, last, shift, change = events[opened]
            end = max(end, last)
            shifts[change] = shift
            opened += 1
        yield Edit(text_start, end + shifts[1], source_start, end + shifts[0])


def _meets(event: tuple[int, int, int, int], start: int, end: int) -> bool:
    """Return whether an edit overlaps ``[start, end)``, or touches it where one of the two is empty."""
    first, last, _, _ = event
    return first < end or (first == end and (first == last or start == end))
