"""Names, numbers and signs that a translation has as they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isogloss.languages import Span
from isogloss.models.aligners.evidence import folded

_SHORTEST: Final = 3  # letters of a copy that says something by itself


def copies(text: str, target: str, words: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the target has ``text``, case and accents folded, as whole words of its own.

    A text without words (an emoji, a sign) is looked for as it is; one of fewer than three letters, and no
    digit among them, says nothing and is not found.
    """
    wanted = folded(text)
    if not any(letter.isalnum() for letter in wanted):
        place = target.find(text)
        while text and place >= 0:
            yield place, place + len(text)
            place = target.find(text, place + len(text))
        return
    if len(wanted) < _SHORTEST and not any(letter.isdigit() for letter in wanted):
        return
    starts = {span.start for span in words}
    ends = sorted(span.end for span in words)
    most = max(2 * len(text), len(text) + 4)
    for start in sorted(starts):
        for end in ends:
            if start < end <= start + most and folded(target[start:end]) == wanted:
                yield start, end
