"""Where in a text the tokens stand that a tokenizer made of it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import index
from typing import Final, Protocol, SupportsIndex, TypeAlias, runtime_checkable

from isogloss.errors import InputError


@runtime_checkable
class Placed(Protocol):
    """What knows its place: a ``Span``, a ``Term``; offsets in characters."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where what follows it begins."""
        ...


Token: TypeAlias = str | Placed | tuple[int, int]

# How far ahead of the last token the next one is looked for, in characters of the folded text.
_AHEAD: Final = 1_000
# What subword tokenizers put around their pieces: WordPiece, SentencePiece, GPT-2's blank and line end, BPE.
_BEFORE: Final = ("##", "\u2581", "\u0120", "\u010a")
_AFTER: Final = ("</w>", "@@")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token stands: ``text[start:end]``; without_marks: the marks in there are not in the token."""

    start: int
    end: int
    without_marks: bool = False


def places(text: str, tokens: Iterable[Token]) -> tuple[list[Place], int]:
    """Return where the tokens of ``text`` stand, and how many stand nowhere.

    A token that knows its place (a Span, a pair of offsets) is believed; offsets outside ``text`` and empty
    ones stand nowhere. A string is looked for behind the token before it, at most 1,000 characters ahead, its
    subword markers taken off, text and token alike in NFKD and case folded; an n-gram may overlap the one
    before; what is found nowhere is looked for once more with all marks taken off.
    Raises InputError for what is no token, such as an id.
    """
    search = _Search(text)
    found: list[Place] = []
    nowhere = 0
    for token in tokens:
        place = search.place(token) if isinstance(token, str) else _believed(token, len(text))
        if place is None:
            nowhere += 1
        else:
            found.append(place)
    return found, nowhere


def _believed(token: object, length: int) -> Place | None:
    if isinstance(token, Placed):
        start, end = token.start, token.end
    elif (
        isinstance(token, Sequence)
        and len(token) == 2
        and all(isinstance(one, SupportsIndex) for one in token)
    ):
        start, end = map(index, token)
    else:
        raise InputError(
            f"A tokenizer returned {token!r}, which is no token with a place in the text.",
            fix="Let it return strings, spans, or pairs (start, end) of offsets; ids do not tell.",
        )
    return Place(start, end) if 0 <= start < end <= length else None


class _Search:
    """Finds one token after the other in a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folds: dict[bool, tuple[str, Sequence[int]]] = {}
        self._start = self._end = 0

    def place(self, token: str) -> Place | None:
        """Return where a token stands, and go on from there; None if it is found nowhere."""
        token = _bare(token)
        for without_marks in (False, True):
            sought = _folded_token(token, without_marks)
            if not sought:
                continue
            folded, origins = self._folded(without_marks)
            at = self._find(folded, origins, sought)
            if at >= 0:
                self._start = origins[at]
                self._end = origins[at + len(sought) - 1] + 1
                return Place(self._start, self._end, without_marks)
        return None

    def _find(self, folded: str, origins: Sequence[int], sought: str) -> int:
        """Return where ``sought`` is best taken to begin in the folded text, -1 if nowhere."""
        start, end = _index(origins, self._start), _index(origins, self._end)
        behind = folded.find(sought, end, end + _AHEAD + len(sought))
        if behind >= 0 and not any(map(str.isalnum, folded[end:behind])):
            return behind
        within = folded.find(sought, start + 1, end + len(sought))
        if start < within < end < within + len(sought):
            return within  # the next n-gram: it begins inside the last and ends behind it
        return behind if behind >= 0 else folded.find(sought, start, end + _AHEAD)

    def _folded(self, without_marks: bool) -> tuple[str, Sequence[int]]:
        if without_marks not in self._folds:
            self._folds[without_marks] = _fold(self._text, without_marks)
        return self._folds[without_marks]


def _bare(token: str) -> str:
    for marker in _BEFORE:
        if token.startswith(marker) and len(token) > len(marker):
            token = token[len(marker) :]
    for marker in _AFTER:
        if token.endswith(marker) and len(token) > len(marker):
            token = token[: -len(marker)]
    return token.strip()


def _folded_token(token: str, without_marks: bool) -> str:
    return _fold(token, without_marks)[0]


def _fold(text: str, without_marks: bool) -> tuple[str, Sequence[int]]:
    """Return ``text`` folded, and for each of its characters which character of ``text`` it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        piece = _folded_character(character, without_marks)
        pieces.append(piece)
        origins += [place] * len(piece)
    return "".join(pieces), origins


@lru_cache(maxsize=20_000)
def _folded_character(character: str, without_marks: bool) -> str:
    # A Hangul syllable stays whole: taken apart, 가 would be found in 각.
    if "\uac00" <= character <= "\ud7a3":
        return character
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    if without_marks:
        folded = "".join(one for one in folded if not unicodedata.category(one).startswith("M"))
    return folded


def _index(origins: Sequence[int], place: int) -> int:
    """Return the first place in the folded text that comes from ``place`` of the text or from behind it."""
    return bisect_left(origins, place)
