"""uroman as one of our romanisers: what it says, sooner, and where each part of it came from."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from isogloss.languages.aligned import Aligned, joined
from isogloss.languages.language import Language
from isogloss.languages.romanisation.universal.engine import FAULTS, Reading, load_engine, reading
from isogloss.languages.romanisation.universal.pieces import pieces
from isogloss.languages.romanisation.universal.windows import LONGEST, Edges, in_windows

# How many pieces are kept, and the longest that is: some 30 MB of words, 80 MB if each were that long.
KEPT: Final = 1 << 16
_LONGEST_KEPT: Final = 128


class _Piece(NamedTuple):
    """A romanised piece. lengths: of each edge in the source and in the text, in turn."""

    text: str
    lengths: array[int]
    looked_back: bool


class UromanRomanizer:
    """uroman, with a cache over the parts of a text that it reads apart (``pieces``).

    What it returns is what ``Uroman().romanize_string(text, lcode=language.code)`` returns. Where uroman
    raises (a text that ends with 百分之, say), it is given the text's halves. An unspaced stretch of more
    than 2,048 characters is read in windows that overlap.
    """

    name: str = "uroman"

    def __init__(self, kept: int = KEPT) -> None:
        """Load uroman, once a process: four seconds. ``kept``: pieces the cache holds, the latest used.

        Raises MissingExtra where uroman is not installed.
        """
        load_engine()
        self._cached = lru_cache(maxsize=kept)(_piece)

    @property
    def kept(self) -> int:
        """How many pieces the cache holds now."""
        return self._cached.cache_info().currsize

    def romanize(self, text: str, language: Language | None = None) -> str:
        """Return the text as uroman romanises it."""
        return "".join([piece.text for _, piece in self._read(text, language)])

    def aligned(self, text: str, language: Language | None = None) -> Aligned:
        """Return the text as uroman romanises it, by uroman's own edges."""
        read = self._read(text, language)
        return joined(edge for source, piece in read for edge in _edges(source, piece))

    def _read(self, text: str, language: Language | None) -> list[tuple[str, _Piece]]:
        code = None if language is None else language.code
        read: list[tuple[str, _Piece]] = []
        for source in pieces(text):
            piece = self._cached(source, code) if len(source) <= _LONGEST_KEPT else _piece(source, code)
            if piece.looked_back and read:
                return [(text, _piece(text, code))]
            read.append((source, piece))
        return read


def _piece(text: str, code: str | None) -> _Piece:
    if len(text) > LONGEST:
        return _packed(Reading(tuple(in_windows(text, lambda window: _robust(window, code).edges)), False))
    return _packed(_robust(text, code))


def _packed(read: Reading) -> _Piece:
    lengths = array("H", (length for source, edge in read.edges for length in (source, len(edge))))
    return _Piece("".join([edge for _, edge in read.edges]), lengths, read.looked_back)


def _robust(text: str, code: str | None) -> Reading:
    """Return uroman's reading of the text, or of its halves where uroman fails, and of theirs."""
    try:
        return reading(text, code)
    except FAULTS:
        if len(text) == 1:
            return Reading(((1, text),), False)
    half = len(text) // 2
    parts = [_robust(text[:half], code), _robust(text[half:], code)]
    edges: Edges = tuple(edge for part in parts for edge in part.edges)
    return Reading(edges, parts[0].looked_back)


def _edges(source: str, piece: _Piece) -> Iterator[tuple[str, str]]:
    """Return what each edge stood for in ``source``, and its romanisation."""
    place = text_place = 0
    lengths = iter(piece.lengths)
    for length, text_length in zip(lengths, lengths, strict=True):
        yield source[place : place + length], piece.text[text_place : text_place + text_length]
        place += length
        text_place += text_length
