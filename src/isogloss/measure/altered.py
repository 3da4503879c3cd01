"""Sentences changed in one place, so that only who reads them closely keeps to the right translation.

After Chen et al. 2023, "xSIM++", arXiv:2306.12907, whose changes (numbers, entities, negation) are made for
English. These need no resources: a number becomes another, or a word gives way to a neighbour's.
"""

from __future__ import annotations

from collections.abc import Sequence

from isogloss.languages import Language, words


def altered(texts: Sequence[str], language: Language) -> list[str]:
    """Return the sentences, each changed in one place; one without words comes back as it is.

    Every digit becomes the next one; without digits, the longest word becomes the longest of the next
    sentence where that is another.
    """
    longest = [_longest(text, language) for text in texts]
    found = []
    for place, text in enumerate(texts):
        changed = "".join(map(_next, text))
        start, end = longest[place]
        if changed == text and start < end:
            others = (texts[at % len(texts)] for at in range(place + 1, place + len(texts)))
            spans = (longest[at % len(texts)] for at in range(place + 1, place + len(texts)))
            candidates = (other[first:last] for other, (first, last) in zip(others, spans, strict=True))
            word = next((one for one in candidates if one and one != text[start:end]), text[start:end])
            changed = text[:start] + word + text[end:]
        found.append(changed)
    return found


def _next(character: str) -> str:
    """Return the digit after a digit, in its own script; anything else as it is."""
    if not character.isdecimal():
        return character
    value = int(character)
    return chr(ord(character) - value + (value + 1) % 10)


def _longest(text: str, language: Language) -> tuple[int, int]:
    spans = [(span.start, span.end) for span in words(text, language)]
    return max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
