"""What an index should hold of a text: folded words, and pieces where words are not marked or not enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, get_args

import regex

from isogloss.languages.language import Language
from isogloss.languages.normalisation import fold, normalize_aligned
from isogloss.languages.segmentation.patterns import JOINER
from isogloss.languages.segmentation.wordkinds import kinds
from isogloss.table import unknown

if TYPE_CHECKING:
    from isogloss.languages.segmentation.stemmers import Stemmer

Quality = Literal["default", "high"]
_Spelling = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Term:
    """What an index holds, and where it stands: ``text == whole[start:end]``; ``term`` is ``text`` folded."""

    text: str
    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Pieces that follow one another without a blank: one word, or the pieces of an unspaced script.

    kind: a ``compound`` is a word with joiners inside (l'eau, 3.14); its parts follow as words.
    """

    kind: Literal["compound", "word", "cluster", "ideograph"]
    pieces: tuple[tuple[int, int], ...]


# Marks the edge of a word in a piece of it, as subword tokenizers do.
EDGE: Final = "\u2581"
# A longer run of letters is cut: no word is that long, and an index must not hold a whole file as one term.
LONGEST_TERM: Final = 64
_LONGEST_PIECE: Final = LONGEST_TERM // 4  # a 3-gram may span three pieces that fold to one letter each
_SYLLABARY = regex.compile(
    r"[\p{Hangul}\p{Ethiopic}\p{Tibetan}\p{Canadian_Aboriginal}\p{Cherokee}\p{Vai}\p{Bamum}]", regex.V1
)
_PART = regex.compile(rf"[^{JOINER},;\"\u066b\u066c]++", regex.V1)
_KANA = regex.compile(r".[\p{M}\uff9e\uff9f]*+", regex.V1 | regex.DOTALL)


def search_terms(
    text: str,
    language: Language | str | None = None,
    *,
    quality: Quality = "default",
    stemmer: str | Stemmer | None = None,
) -> tuple[Term, ...]:
    """Return what an index should hold of ``text``, and what a query should look for.

    quality: ``default`` gives the folded words, and where words are not marked by blanks, overlapping pairs:
    of characters in Chinese and Japanese, of what is written around a consonant in Thai, Lao, Khmer, Burmese
    and their kin. ``high`` adds to each word its overlapping 4-grams (pairs in syllabic scripts, as Hangul
    and Ethiopic), gives single characters beside the pairs of Chinese and Japanese, and 3-grams where words
    are built around consonants without blanks: three to ten times the terms, for more hits.
    stemmer: a name of the table STEMMERS, or an object of yours: its stems stand for the words that blanks
    mark. Raises InputError where it doesn't know the language, UnknownName, and MissingExtra.
    Every letter and mark lies inside a term; no term stands for more than LONGEST_TERM characters.
    Raises UnknownLanguage, and UnknownName for another quality. Linear in the text.
    Source: overlapping n-grams as index terms, McNamee and Mayfield 2004 (Information Retrieval 7).
    """
    if quality not in get_args(Quality):
        raise unknown(quality, get_args(Quality), kind="quality")
    known = Language.given(language)
    cut = _default if quality == "default" else _high
    folded = partial(_folded, language=known)
    spelt = {"word": folded if stemmer is None else _stemmed(known, stemmer)}
    return tuple(term for run in _runs(text) for term in cut(text, run, known, spelt.get(run.kind, folded)))


def _folded(word: str, language: Language | None) -> str:
    return fold(word, language) or word  # a lone tatweel folds to nothing


def _stemmed(language: Language | None, stemmer: str | Stemmer) -> _Spelling:
    from isogloss.languages.segmentation.stemmers import stems

    return stems(language, stemmer)


def _default(text: str, run: _Run, language: Language | None, spelling: _Spelling) -> Iterator[Term]:
    del language
    pieces = run.pieces
    if run.kind in ("compound", "word") or len(pieces) == 1:
        return (_term(text, start, end, spelling) for start, end in pieces)
    return (_term(text, start, end, spelling) for (start, _), (_, end) in pairwise(pieces))


def _high(text: str, run: _Run, language: Language | None, spelling: _Spelling) -> Iterator[Term]:
    if run.kind == "cluster":
        yield from _grams(text, run.pieces, 3, language)
        return
    for start, end in run.pieces:
        yield _term(text, start, end, spelling)
    if run.kind == "compound":
        return
    paired = run.kind == "ideograph" or _SYLLABARY.match(text, run.pieces[0][0])
    yield from _grams(text, run.pieces, 2 if paired else 4, language)


def _term(text: str, start: int, end: int, spelling: _Spelling) -> Term:
    piece = text[start:end]
    return Term(piece, start, end, spelling(piece))


def _grams(text: str, pieces: Sequence[tuple[int, int]], n: int, language: Language | None) -> Iterator[Term]:
    """Yield the overlapping n-grams of the folded letters of a run, its two edges counted as letters."""
    first, last = pieces[0][0], pieces[-1][1]
    letters = [(EDGE, first, first), *_letters(text, pieces, language), (EDGE, last, last)]
    for place in range(max(1, len(letters) - n + 1)):
        window = letters[place : place + n]
        start, end = window[0][1], window[-1][2]
        yield Term(text[start:end], start, end, "".join(letter for letter, _, _ in window))


def _letters(
    text: str, pieces: Sequence[tuple[int, int]], language: Language | None
) -> Iterator[tuple[str, int, int]]:
    """Yield the folded letters of a run, each with the place of what it was folded from."""
    for start, end in pieces:
        piece = text[start:end]
        if fold(piece, language) == piece:
            yield from zip(piece, range(start, end), range(start + 1, end + 1), strict=True)
            continue
        aligned = normalize_aligned(piece, language, steps="search")
        for place, letter in enumerate(aligned.text):
            since, until = aligned.back(place, place + 1)
            yield letter, start + since, start + until


def _runs(text: str) -> Iterator[_Run]:
    open_kind: Literal["cluster", "ideograph"] = "cluster"
    open_pieces: list[tuple[int, int]] = []
    for kind, start, end in kinds(text):
        family = "ideograph" if kind == "katakana" else kind
        if open_pieces and (family != open_kind or open_pieces[-1][1] != start):
            yield _Run(open_kind, tuple(open_pieces))
            open_pieces = []
        if family == "word":
            yield from _word_runs(text, start, end)
            continue
        open_kind = family
        if kind == "katakana":
            for match in _KANA.finditer(text, start, end):
                open_pieces += _bounded(*match.span(), _LONGEST_PIECE)
        else:
            open_pieces += _bounded(start, end, _LONGEST_PIECE)
    if open_pieces:
        yield _Run(open_kind, tuple(open_pieces))


def _word_runs(text: str, start: int, end: int) -> Iterator[_Run]:
    parts = [match.span() for match in _PART.finditer(text, start, end)]
    if len(parts) > 1 and end - start <= LONGEST_TERM:
        yield _Run("compound", ((start, end),))
    for part in parts:
        for piece in _bounded(*part, LONGEST_TERM):
            yield _Run("word", (piece,))


def _bounded(start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    return ((since, min(since + longest, end)) for since in range(start, end, longest))
