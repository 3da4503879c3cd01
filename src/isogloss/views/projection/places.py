"""From words of the translation to a place in it that ends where the source's does, between characters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import regex

from isogloss.languages import Span

_CLUSTER: Final = regex.compile(r"\X")
_PAIRS: Final = {
    "(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "「": "」", "『": "』", "《": "》", "〈": "〉",
    "“": "”", "‘": "’", "«": "»", "»": "«", "„": "“", "‚": "‘", '"': '"', "'": "'", "【": "】",
}  # fmt: skip
_OPENING: Final = frozenset(_PAIRS)
_CLOSING: Final = frozenset(_PAIRS.values())


def boundaries(text: str) -> list[int]:
    """Return the places between grapheme clusters, 0 and the end among them (UAX #29)."""
    return [0, *(match.end() for match in _CLUSTER.finditer(text))]


def snapped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place without blanks at its ends, widened to whole clusters; None if it is blank."""
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    edges = boundaries(text)
    return edges[bisect_right(edges, start) - 1], edges[bisect_left(edges, end)]


def covering(spans: Sequence[Span], start: int, end: int) -> range:
    """Return which words overlap a place; they follow each other."""
    first = bisect_right(spans, start, key=lambda span: span.end)
    last = bisect_left(spans, end, key=lambda span: span.start)
    return range(first, max(last, first))


def placed(source: str, mark: tuple[int, int], target: str, words: Sequence[Span]) -> tuple[int, int] | None:
    """Return the place of words of the target that stand for a mark of the source, with its punctuation.

    words: those that were chosen, from the first to the last. Punctuation at the mark's ends is taken along
    where the target has the like beside the words; a bracket or quote that opens inside is closed.
    """
    start, end = words[0].start, words[-1].end
    text = source[mark[0] : mark[1]]
    exact = _apart(target, start, end, text)
    if exact is not None:
        start, end = exact
    before, after = _edges(text)
    while start and _alike(target[start - 1], before, opening=True):
        start -= 1
    while end < len(target) and _alike(target[end], after, opening=False):
        end += 1
    start, end = _closed(target, start, end)
    return snapped(target, start, end)


def _apart(target: str, start: int, end: int, text: str) -> tuple[int, int] | None:
    """Return the place of the source's own letters where a suffix hangs on them by an apostrophe.

    Turkish writes ``Ankara'da``, Finnish ``WHO:n``; what stands behind the sign is no part of the name.
    """
    found = target[start:end]
    if len(found) > len(text) and found.startswith(text) and found[len(text)] in "'’:ʼ":
        rest = found[len(text) + 1 :]
        if rest.isalpha() and len(rest) <= 6:
            return start, start + len(text)
    return None


def _edges(text: str) -> tuple[str, str]:
    """Return what stands before the first and behind the last letter or digit of a text."""
    places = [place for place, letter in enumerate(text) if unicodedata.category(letter)[0] in "LNM"]
    return (text[: places[0]], text[places[-1] + 1 :]) if places else ("", "")


def _alike(letter: str, edge: str, *, opening: bool) -> bool:
    """Whether the source's edge has such a sign: the same, a sign of the same class, or the other end's."""
    if not edge or letter.isspace():
        return False
    if letter in edge:
        return True
    category = unicodedata.category(letter)
    quotes = _OPENING if opening else _CLOSING
    if letter in quotes and category != "Po":
        return any(unicodedata.category(sign) == category for sign in edge) or (
            category in ("Pi", "Pf") and '"' in edge
        )
    if category in ("Sc", "So"):
        return any(unicodedata.category(sign) == category for sign in edge)
    full = unicodedata.normalize("NFKC", letter)
    return full in edge or (full in "。。।॥۔።။" and "." in edge) or (letter == "٪" and "%" in edge)


def _closed(target: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place by the one bracket or quote that it opens or closes and whose other half is beside it."""
    inside = target[start:end]
    for opener, closer in _PAIRS.items():
        if opener == closer:
            if inside.count(opener) % 2:
                if target[end : end + 1] == opener and not inside.endswith(opener):
                    return start, end + 1
                if start and target[start - 1] == opener and not inside.startswith(opener):
                    return start - 1, end
            continue
        if inside.count(opener) == inside.count(closer) + 1 and target[end : end + 1] == closer:
            return start, end + 1
        if inside.count(closer) == inside.count(opener) + 1 and start and target[start - 1] == opener:
            return start - 1, end
    return start, end
