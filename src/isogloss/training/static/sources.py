"""What may train the encoder, and how each source becomes records of a text and its English side.

NTREX lines after 1,609 are kept for development and measuring: nothing here can read them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from isogloss.data.bitext import read_keyed
from isogloss.data.lexicon import read_keywords, read_lexicon
from isogloss.data.lines import read_lines
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.languages.matching import narrower
from isogloss.progress import track
from isogloss.training.static.codes import ENGLISH, SERBO_CROATIAN, merged, merged_codes, split_serbo_croatian

NTREX_LINES: Final = 1609
MIN_LANGUAGES_OF_A_LEMMA: Final = 5
_SAMPLE: Final = 40  # texts of a file that tell its script


class Record(NamedTuple):
    """One text of a language (merged, see codes) and what it is in English."""

    language: Language
    text: str
    english: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source of records: a folder of this name.

    read: the folder -> its records, English ones (text = english) among them. sentences: whether its texts
    are sentences; the others are words, names and keywords. across: whether duplicates are removed across
    languages. lexicon: whether pseudo-sentences are built from it. pooled: whether its English sides decide
    mean and principal directions of the teacher's vectors.
    """

    name: str
    read: Callable[[Path], Iterator[Record]]
    licence: str
    sentences: bool = False
    across: bool = True
    lexicon: bool = False
    pooled: bool = True


def read_ntrex(folder: Path) -> Iterator[Record]:
    """Yield lines 1-1609 of NTREX-128 in every language."""
    english = _first_lines(folder / "newstest2019-src.eng.txt")
    yield from (Record(ENGLISH, text, text) for text in english if text)
    for path in track(sorted(folder.glob("newstest2019-ref*.txt")), label="ntrex", unit="file"):
        texts = _first_lines(path)
        if len(texts) != len(english):
            raise InputError(f"{path} has {len(texts):,} lines, the English source {len(english):,}.")
        code = path.name.removesuffix(".txt").partition(".")[2]
        language = merged(code, _sample(texts))
        pairs = zip(texts, english, strict=True)
        yield from (Record(language, text, target) for text, target in pairs if text and target)


def _first_lines(path: Path) -> list[str]:
    return [text.strip() for _, text in islice(read_lines(path), NTREX_LINES)]


def _sample(texts: Iterable[str]) -> str:
    return " ".join(islice(texts, _SAMPLE))


def read_tldr(folder: Path) -> Iterator[Record]:
    """Yield the descriptions of command-line tools, parallel by page."""
    english = read_keyed(folder / "en.tsv")
    yield from (Record(ENGLISH, text, text) for text in english.values())
    for path in sorted(folder.glob("*.tsv")):
        texts = read_keyed(path)
        language = merged(path.stem, _sample(texts.values()))
        if language != ENGLISH:
            pairs = ((text, english.get(page, "")) for page, text in texts.items())
            yield from (Record(language, text, target) for text, target in pairs if target)


def read_gatitos(folder: Path) -> Iterator[Record]:
    """Yield the lexicon GATITOS; its English words are English records."""
    for path in track(sorted(folder.glob("en_*.tsv")), label="gatitos", unit="file"):
        yield from _lexicon(path, path.stem.removeprefix("en_"), (0, 1))


def read_names(folder: Path) -> Iterator[Record]:
    """Yield names of territories and languages; their English ones are English records."""
    for path in track(sorted(folder.glob("*.tsv.gz")), label="cldr-names", unit="file"):
        yield from _lexicon(path, path.name.removesuffix(".tsv.gz"), (2, 3))


def _lexicon(path: Path, code: str, columns: tuple[int, int]) -> Iterator[Record]:
    # A row without both sides says nothing; the published files hold a few.
    entries = list(read_lexicon(path, columns=columns, rejects=[]))
    language = merged(code, _sample(entry.target for entry in entries))
    for entry in entries:
        yield Record(ENGLISH, entry.source, entry.source)
        yield Record(language, entry.target, entry.source)


def read_annotations(folder: Path) -> Iterator[Record]:
    """Yield names of symbols, and name plus keywords of each against the English keywords."""
    english = {symbol: (name, words) for symbol, name, words in read_keywords(folder / "en.tsv.gz")}
    for path in track(sorted(folder.glob("*.tsv.gz")), label="cldr-annotations", unit="file"):
        rows = [row for row in read_keywords(path) if row[0] in english]
        language = merged(path.name.removesuffix(".tsv.gz"), _sample(name for _, name, _ in rows))
        for symbol, name, words in rows:
            target, keywords = english[symbol]
            yield Record(language, name, target)
            # The files leave out a keyword that equals the name.
            yield Record(language, " ".join((name, *words)), ", ".join((target, *keywords)))


def read_wiktionary(folder: Path) -> Iterator[Record]:
    """Yield words and their English lemmas; a lemma found in five languages is an English record too."""
    languages: Counter[str] = Counter()
    for path in track(sorted(folder.glob("*.tsv.gz")), label="wiktionary", unit="file"):
        entries = read_lexicon(path, columns=(1, 2), rejects=[])
        pairs = dict.fromkeys((entry.target, entry.source) for entry in entries)
        language = merged(path.name.removesuffix(".tsv.gz"), _sample(word for word, _ in pairs))
        mixed = language.code == SERBO_CROATIAN
        for word, lemma in pairs:
            yield Record(split_serbo_croatian(word) if mixed else language, word, lemma)
        languages.update(list(dict.fromkeys(lemma for _, lemma in pairs)))
    for lemma, count in languages.items():
        if count >= MIN_LANGUAGES_OF_A_LEMMA:
            yield Record(ENGLISH, lemma, lemma)


def without(records: Iterable[Record], languages: Collection[Language]) -> Iterator[Record]:
    """Yield those of ``records`` that are in none of ``languages``, whatever script or region they have.

    A macrolanguage stands for its members. What a source files under the code of a macrolanguage counts as
    the language that its code is merged with: Sorani words under ``kur`` go with Kurmanji.
    """
    codes = {code for language in languages for code in (language.code, *narrower(language.code))}
    merged_out = codes | {merged_codes().get(code, code) for code in codes}
    return (record for record in records if record.language.code not in merged_out)


def vocabulary_records(vocabulary: Iterable[str]) -> Iterator[Record]:
    """Yield the plain English words among the teacher's word pieces."""
    yield from (Record(ENGLISH, word, word) for word in vocabulary if re.fullmatch("[a-z]{2,}", word))


SOURCES: Final = (
    Source("ntrex", read_ntrex, "CC-BY-SA-4.0", sentences=True),
    Source("tldr", read_tldr, "CC-BY-4.0", sentences=True),
    Source("gatitos", read_gatitos, "CC-BY-4.0", lexicon=True),
    Source("cldr-annotations", read_annotations, "Unicode-3.0"),
    Source("cldr-names", read_names, "Unicode-3.0", lexicon=True),
    Source("wiktionary", read_wiktionary, "CC-BY-SA-3.0", across=False, lexicon=True, pooled=False),
)


def folder_of(data: Path, source: Source) -> Path:
    """Return the folder of ``source`` below ``data``; raises InputError if it is not there."""
    folder = data / source.name
    if not folder.is_dir():
        raise InputError(
            f"{folder}: the training source {source.name!r} is not there.",
            fix=f"Put the {len(SOURCES)} sources that docs/encoder.md lists side by side below one folder.",
        )
    return folder


def digest(folder: Path) -> str:
    """Return the SHA-256 of the names and contents of all files of ``folder``."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
