"""A text cut into what a translator may see and what it may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

import regex

from isogloss.data.markup.balanced import balanced
from isogloss.data.markup.codelines import code_lines
from isogloss.data.markup.paired import Place, paired
from isogloss.data.markup.patterns import BREAK, INLINE, NUMBER, PREFIX
from isogloss.data.markup.piece import Piece, Protection

_NOTHING: Final = Protection()
_LETTER: Final = regex.compile(r"[\p{L}\p{M}]")
_EDGE: Final = regex.compile(r"[\p{L}\p{M}\p{N}]")
# Runs of letters and the blanks between them: a translator that sees no more can give no markup back.
_FINE: Final = regex.compile(r"[\p{L}\p{M}]++(?:[ \u00a0'’\u200c\u200d]++[\p{L}\p{M}]++)*+", regex.V1)
_INNER: Final = frozenset({"", "break", "prefix"})

Finder = Callable[[str, Iterable[tuple[int, int]]], Iterator[Place]]


def cut(text: str, protection: Protection = _NOTHING, *, numbers: bool = False) -> list[Piece]:
    """Return the pieces of a text in order; joined they are the text again.

    Protected are code (fenced, inline, plain lines), maths, URLs, e-mail, tags, entities, placeholders,
    groups in braces, links' targets, identifiers, paths, marks of Markdown, line breaks; terms of a glossary;
    and with ``numbers`` the numbers. Pieces of language hold a letter, and no blank at their ends.
    """
    places = _merged(text, protection, numbers)
    return list(_pieces(text, places, protection))


def cut_fine(text: str, protection: Protection = _NOTHING) -> list[Piece]:
    """Return the pieces as ``cut`` does, but only runs of letters and blanks are language."""
    pieces: list[Piece] = []
    for piece in cut(text, protection, numbers=True):
        if piece.kind:
            pieces.append(piece)
            continue
        at = 0
        for run in _FINE.finditer(piece.text):
            if run.start() > at:
                pieces.append(Piece(piece.text[at : run.start()], "mark", piece.text[at : run.start()]))
            pieces.append(Piece(run[0]))
            at = run.end()
        if at < len(piece.text):
            pieces.append(Piece(piece.text[at:], "mark", piece.text[at:]))
    return pieces


def _merged(text: str, protection: Protection, numbers: bool) -> list[Place]:
    """Return all protected places in order and apart; what is found first keeps its place."""
    places = list(paired(text))
    steps: list[Finder] = [lambda whole, _: code_lines(whole), balanced]
    if protection.pattern is not None:
        steps.append(_finder(protection.pattern, "term"))
    steps += [_finder(PREFIX, "prefix"), _finder(INLINE), _finder(BREAK, "break")]
    if numbers and protection.numbers:
        steps.append(_finder(NUMBER, "number"))
    for step in steps:
        gaps = list(_gaps(places, len(text)))
        found = _within(step(text, gaps), gaps)
        places = sorted(chain(places, found))
    return places


def _finder(pattern: regex.Pattern[str], kind: str = "") -> Finder:
    def find(text: str, gaps: Iterable[tuple[int, int]]) -> Iterator[Place]:
        for begin, limit in gaps:
            for match in pattern.finditer(text, begin, limit):
                if match.end() > match.start():
                    yield match.start(), match.end(), kind or str(match.lastgroup)

    return find


def _gaps(places: Iterable[Place], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end, _ in places:
        if start > at:
            yield at, start
        at = end
    if at < length:
        yield at, length


def _within(found: Iterable[Place], gaps: list[tuple[int, int]]) -> Iterator[Place]:
    """Yield the places that lie in a gap whole; both are in order."""
    number = 0
    for place in found:
        while number < len(gaps) and gaps[number][1] < place[1]:
            number += 1
        if number < len(gaps) and gaps[number][0] <= place[0]:
            yield place


def _pieces(text: str, places: list[Place], protection: Protection) -> Iterator[Piece]:
    at, before = 0, "break"
    for start, end, kind in [*places, (len(text), len(text), "break")]:
        if start > at:
            yield from _trimmed(text[at:start], before, kind)
        if end > start:
            found = text[start:end]
            yield Piece(found, kind, protection.translations[found] if kind == "term" else found)
        at, before = end, kind


def _trimmed(text: str, before: str, after: str) -> Iterator[Piece]:
    """Yield what is language of a gap, and around it what is not: blanks, marks that touch a neighbour."""
    if _LETTER.search(text) is None:
        yield Piece(text, "mark", text)
        return
    start, end = 0, len(text)
    if before not in _INNER:
        found = _EDGE.search(text)
        start = found.start() if found else 0
    if after not in _INNER:
        while not _EDGE.match(text[end - 1]):
            end -= 1
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    if start:
        yield Piece(text[:start], "mark", text[:start])
    yield Piece(text[start:end])
    if end < len(text):
        yield Piece(text[end:], "mark", text[end:])
