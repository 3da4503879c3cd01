"""Two marks that fall on the same words of the translation, though apart in the source."""

from __future__ import annotations

from dataclasses import replace

from isogloss.views.projection.places import snapped
from isogloss.views.projection.projected import Carried, Projected


def settled(projected: Projected) -> Projected:
    """Return the same with no two marks overlapping that do not overlap in the source.

    The mark with the better score keeps the words; the other keeps what is left on its longer side, or is
    merged where nothing is. Nested and crossing marks of the source (arguments, events) stay so.
    """
    spans = list(projected.spans)
    order = sorted(
        (number for number, span in enumerate(spans) if span.place is not None),
        key=lambda number: (-spans[number].score, _length(spans[number]), number),
    )
    taken: list[int] = []
    for number in order:
        for other in taken:
            spans[number] = _without(projected.text, spans[number], spans[other])
        if spans[number].place is not None:
            taken.append(number)
    return replace(projected, spans=tuple(spans))


def _length(span: Carried) -> int:
    return span.mark.end - span.mark.start


def _without(text: str, span: Carried, other: Carried) -> Carried:
    """Return ``span`` without what ``other`` holds of it, unless the two overlap in the source."""
    if span.place is None or other.place is None:
        return span
    if span.mark.start < other.mark.end and other.mark.start < span.mark.end:
        return span
    (start, end), (first, last) = span.place, other.place
    if start >= last or first >= end:
        return span
    left, right = (start, first), (last, end)
    rest = max(left, right, key=lambda place: place[1] - place[0])
    place = _trimmed(text, *rest, rest is right)
    if place is None or (place[0] < last and first < place[1]):
        return replace(
            span, place=None, fate="merged", reason=f"its words are also those of {other.mark.label!r}"
        )
    return replace(span, place=place)


def _trimmed(text: str, start: int, end: int, behind: bool) -> tuple[int, int] | None:
    """Return what is left of a place, without the punctuation where it was cut."""
    if end <= start:
        return None
    while start < end and behind and not text[start].isalnum():
        start += 1
    while start < end and not behind and not text[end - 1].isalnum():
        end -= 1
    return snapped(text, start, end)
