"""The training records of all sources: texts, their languages, and which English text each means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from isogloss.languages import Language
from isogloss.training.static.codes import ENGLISH
from isogloss.training.static.sources import Record

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Ints1d


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one source; for the flags see ``sources.Source``.

    derived: whether they were made from those of other parts, whose texts they only repeat.
    """

    name: str
    records: Iterable[Record]
    sentences: bool = False
    across: bool = True
    lexicon: bool = False
    pooled: bool = True
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """n records over m distinct English texts.

    parts: names of the sources. english: the m English texts, those of pooled parts first; pooled: how
    many these are. texts[n]; part, language, target: int64[n], indices into parts, languages and english.
    sentence, lexicon: bool[n], copied from the part of each record. given: how many records, and how many
    English texts, come from parts that are not derived; these come first.
    """

    parts: tuple[str, ...]
    languages: tuple[Language, ...]
    english: tuple[str, ...]
    texts: tuple[str, ...]
    part: Ints1d
    language: Ints1d
    target: Ints1d
    sentence: Bools1d
    lexicon: Bools1d
    pooled: int
    given: tuple[int, int]

    @property
    def is_english(self) -> Bools1d:
        """bool[n]: whether a record is English itself."""
        return np.asarray(self.language == self.languages.index(ENGLISH))


def build(parts: Iterable[Part]) -> Corpus:
    """Return the records of ``parts`` without exact duplicates of (text, English).

    The first occurrence wins, English before all other languages of a part. Where a part keeps closely
    related languages apart (``across`` is false) a record is removed only within its own language.
    """
    parts = sorted(parts, key=lambda part: (part.derived, not part.pooled))
    languages: dict[Language, int] = {ENGLISH: 0}
    english: dict[str, int] = {}
    seen: set[object] = set()
    texts: list[str] = []
    rows: list[tuple[int, int, int]] = []
    pooled = 0
    given = (0, 0)
    for number, part in enumerate(parts):
        for record in sorted(part.records, key=lambda record: record.language != ENGLISH):
            key = record[1:] if part.across or record.language == ENGLISH else record
            if key in seen:
                continue
            seen.add(key)
            texts.append(record.text)
            language = languages.setdefault(record.language, len(languages))
            rows.append((number, language, english.setdefault(record.english, len(english))))
        pooled = len(english) if part.pooled else pooled
        given = given if part.derived else (len(rows), len(english))
    part_of, language_of, target = np.array(rows, np.int64).reshape(-1, 3).T
    flags = np.array([(part.sentences, part.lexicon) for part in parts], bool)
    return Corpus(
        parts=tuple(part.name for part in parts),
        languages=tuple(languages),
        english=tuple(english),
        texts=tuple(texts),
        part=np.ascontiguousarray(part_of),
        language=np.ascontiguousarray(language_of),
        target=np.ascontiguousarray(target),
        sentence=flags[part_of, 0],
        lexicon=flags[part_of, 1],
        pooled=pooled,
        given=given,
    )
