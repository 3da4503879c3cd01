"""How a language abbreviates, counts and opens a sentence: what a full stop after a word may mean.

The tables abbreviations.tsv, openings.tsv and ordinals.tsv were written for this project from common
knowledge. A row names languages by ISO 639-3 code, or by script (ISO 15924) all languages written in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import regex

from isogloss.languages.segmentation.stops import STOP, STOP_OR_BLANK

if TYPE_CHECKING:
    from isogloss.languages.language import Language


@dataclass(frozen=True, slots=True)
class Conventions:
    """What is known of one language.

    abbreviations: word without its last full stop -> kind. In lower case it is meant in any case, with a
    capital only so: German "Dir." is a director, "dir." is "to you". A ``title`` never ends a sentence, a
    ``number`` doesn't before a digit, ``either`` ends one before a word that opens sentences. A ``word`` is
    none in this language, or with this capital, though its script or language abbreviates so.
    openings: words that often open a sentence, in lower case; empty where none are listed.
    ordinals: whether a figure with a full stop is an ordinal; before_capitals: also before a capital letter.
    stop: the pattern of what may end a sentence.
    """

    abbreviations: Mapping[str, str]
    openings: frozenset[str]
    ordinals: bool
    before_capitals: bool
    stop: regex.Pattern[str]

    def kind(self, word: str) -> str:
        """Return which kind of abbreviation a word is, "" for none."""
        shapes = (word.capitalize() if word.isupper() else word, word.lower())
        kind = next((self.abbreviations[shape] for shape in shapes if shape in self.abbreviations), "")
        return "" if kind == "word" else kind


def conventions(language: Language | str | None) -> Conventions:
    """Return what is known of a language; of every script if it is None. Raises UnknownLanguage."""
    if language is None:
        return _conventions("")
    from isogloss.languages.language import Language

    return _conventions(Language.parse(language).code)


@cache
def _conventions(code: str) -> Conventions:
    abbreviations: dict[str, str] = {}
    # What the language itself says overrides what holds for its script.
    for by_script in (True, False):
        for names, kind, words in _rows("abbreviations.tsv"):
            # A text may hold words of any script, so the rows of all scripts count: theirs don't meet.
            if any(name[0].isupper() if by_script else name == code for name in names.split()):
                abbreviations |= dict.fromkeys(words.split(), kind)
    openings = [words for names, words in _rows("openings.tsv") if code in names.split()]
    ordinals = [before for names, before in _rows("ordinals.tsv") if code in names.split()]
    return Conventions(
        abbreviations,
        frozenset(" ".join(openings).split()),
        ordinals=bool(ordinals),
        before_capitals="any word" in ordinals,
        stop=STOP_OR_BLANK.get(code, STOP),
    )


def _rows(table: str) -> Iterator[list[str]]:
    content = (files("isogloss.languages.segmentation") / table).read_text(encoding="utf-8")
    yield from (line.split("\t") for line in content.split("\n")[1:-1])
