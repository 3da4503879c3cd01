"""Sentences shown whole, a name for each protected part, so that a translator puts it where it belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import regex

from isogloss.data.markup import Piece, Protection, cut

# What may stand elsewhere in a translated sentence; tags, list marks and line breaks may not.
_MOVABLE: Final = frozenset(
    {
        "code",
        "email",
        "entity",
        "group",
        "identifier",
        "maths",
        "number",
        "path",
        "placeholder",
        "term",
        "url",
    }
)
_PLAIN: Final = regex.compile(r"[\s.,;:!?()'\"“”‘’«»،؛؟。、！？；：（）।॥።፣–—-]*")
_NAME: Final = regex.compile(r"(?<![\p{L}\p{N}_])X([0-9]+)Q(?![\p{L}\p{N}_])")
_HIDDEN: Final = "hidden"
_LIKE_A_NAME: Final = regex.compile(r"X[0-9]+Q")


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces ``[start, end)`` of a text that go to the translator together.

    text: what is shown to it, ``X1Q`` in the place of the first of ``hidden``, and so on.
    """

    start: int
    end: int
    text: str
    hidden: tuple[Piece, ...]
    language: int

    def put_back(self, said: str) -> str | None:
        """Return a translation with everything hidden in its place; None unless each is there once, in order.

        ``%s`` and the like are filled in by their order, and of two names each belongs to its place.
        """
        names = [int(number) for number in _NAME.findall(said)]
        if names != list(range(1, len(self.hidden) + 1)) or len(_LIKE_A_NAME.findall(said)) > len(names):
            return None
        return _NAME.sub(lambda found: self.hidden[int(found[1]) - 1].written, said)

    def keeps(self, pieces: Sequence[Piece], text: str, protection: Protection) -> bool:
        """Whether what was hidden is read out of a translation as it stood: nothing has run into it."""
        return _told(cut(text, protection)) == _told(pieces[self.start : self.end])


def runs(pieces: Sequence[Piece]) -> Iterator[Run]:
    """Yield the runs of pieces that hold language and something protected that may move."""
    start = 0
    for place in range(len(pieces) + 1):
        if place < len(pieces) and _joins(pieces[place]):
            continue
        found = _run(pieces, start, place)
        if found is not None:
            yield found
        start = place + 1


def around_names(text: str) -> list[str]:
    """Return what a translator was shown, or said, before, between and after the names."""
    return _NAME.split(text)[::2]


def _joins(piece: Piece) -> bool:
    return (
        not piece.kind
        or piece.kind in _MOVABLE
        or bool(piece.kind == "mark" and _PLAIN.fullmatch(piece.text))
    )


def _run(pieces: Sequence[Piece], start: int, end: int) -> Run | None:
    # From language to language: what is protected at an edge may belong to what stands beside it.
    while start < end and pieces[start].kind:
        start += 1
    while end > start and pieces[end - 1].kind:
        end -= 1
    own = _merged(pieces[start:end])
    hidden = tuple(piece for piece in own if piece.kind == _HIDDEN)
    if not hidden or any(_LIKE_A_NAME.search(piece.text) for piece in own):
        return None
    names = iter(range(1, len(hidden) + 1))
    shown = "".join(f"X{next(names)}Q" if piece.kind == _HIDDEN else piece.text for piece in own)
    if len(_NAME.findall(shown)) != len(hidden):  # one touches a letter: in pieces, it cannot be mistaken
        return None
    return Run(start, end, shown, hidden, sum(not piece.kind for piece in own))


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, each stretch without language from its first protected one to its last as one."""
    made: list[Piece] = []
    for language, group in groupby(pieces, key=lambda piece: not piece.kind):
        stretch = list(group)
        places = [place for place, piece in enumerate(stretch) if piece.kind in _MOVABLE]
        if language or not places:
            made += stretch
            continue
        inside = stretch[places[0] : places[-1] + 1]
        text, written = ("".join(getattr(piece, side) for piece in inside) for side in ("text", "written"))
        made += [*stretch[: places[0]], Piece(text, _HIDDEN, written), *stretch[places[-1] + 1 :]]
    return made


def _told(pieces: Sequence[Piece]) -> Counter[tuple[str, str]]:
    exact = _MOVABLE - {"number", "term"}  # these are looked for by themselves, or written otherwise
    return Counter((piece.kind, piece.text) for piece in pieces if piece.kind in exact)
