"""Translations of each other: line-aligned files and folders of them, keyed TSV, TMX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from isogloss.data.examples import SentencePair
from isogloss.data.lines import Fault, missing, read_lines
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language

_SUFFIXES = ("", ".gz", ".zst")


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same sentences in many languages: line i of every file is one sentence.

    paths: the file of each language, in the order of their names. Reading is by ``lines``; nothing is held.
    """

    paths: Mapping[Language, Path]
    count: int

    def lines(self, language: Language) -> list[str]:
        """Return all lines of one language; raises InputError if there is none or the count is another."""
        if language not in self.paths:
            raise InputError(
                f"There is no file in {language}.", fix=f"There are: {', '.join(map(str, self.paths))}."
            )
        path = self.paths[language]
        lines = [text for _, text in read_lines(path)]
        if len(lines) != self.count:
            raise InputError(
                f"{path} has {len(lines):,} lines, and its translations have {self.count:,}.",
                fix="Line-aligned files need one line per sentence.",
            )
        return lines

    def pairs(self, source: Language, target: Language) -> Iterator[SentencePair]:
        """Yield the sentences of two languages side by side; ids are line numbers from 1."""
        both = zip(self.lines(source), self.lines(target), strict=True)
        for number, (left, right) in enumerate(both, start=1):
            yield SentencePair(str(number), left, right)


def read_aligned(source: Path | str, target: Path | str) -> Iterator[SentencePair]:
    """Yield line i of both files as a pair; ids are line numbers from 1, quotes are text.

    Raises InputError at the end if one file has more lines than the other, with both counts.
    """
    left, right = Path(source), Path(target)
    for number, (a, b) in enumerate(zip_longest(read_lines(left), read_lines(right)), start=1):
        if a is None or b is None:
            counts = (sum(1 for _ in read_lines(left)), sum(1 for _ in read_lines(right)))
            raise InputError(
                f"{left} has {counts[0]:,} lines and {right} has {counts[1]:,}.",
                fix="Line-aligned files need one line per sentence.",
            )
        yield SentencePair(str(number), a[1], b[1])


def read_ntrex(folder: Path | str) -> Parallel:
    """Return the languages of a folder of NTREX-128: ``newstest2019-ref.<code>.txt`` and the source.

    English as ``newstest2019-src.eng.txt``; second references (``ref-2``) are left aside.
    Source: Federmann et al. 2022, https://aclanthology.org/2022.sumeval-1.4
    """
    paths: dict[Language, Path] = {}
    for path in _children(Path(folder)):
        kind, _, code = path.name.removesuffix(path.suffix).rpartition(".")
        if kind in ("newstest2019-ref", "newstest2019-src"):
            _place(paths, code, path)
    return _parallel(paths, Path(folder), "newstest2019-ref.<code>.txt")


def read_documents(folder: Path | str) -> list[str]:
    """Return the document of each line of NTREX-128, from its ``DOCUMENT_IDS.tsv``."""
    return [text for _, text in read_lines(Path(folder) / "DOCUMENT_IDS.tsv")]


def read_tatoeba(folder: Path | str) -> Mapping[Language, tuple[Path, Path]]:
    """Return the two files (in the language, in English) of each language of a Tatoeba folder.

    The files are ``tatoeba.<code>-eng.<code>`` and ``tatoeba.<code>-eng.eng``; read them by ``read_aligned``.
    Source: Artetxe and Schwenk 2019, arXiv:1812.10464.
    """
    pairs = {}
    for path in _children(Path(folder)):
        stem, _, code = path.name.removesuffix(".gz").rpartition(".")
        if stem == f"tatoeba.{code}-eng":
            english = next((p for s in _SUFFIXES if (p := path.with_name(f"{stem}.eng{s}")).is_file()), None)
            if english is None:
                raise InputError(f"{path} has no English side {stem}.eng.", fix="Add the missing file.")
            pairs[_language(code, path)] = (path, english)
    if not pairs:
        raise InputError(f"{folder} holds no files tatoeba.<code>-eng.<code>.", fix="Check the path.")
    return pairs


def read_keyed(path: Path | str) -> dict[str, str]:
    """Return the texts of a TSV without header and quoting, by the key in its first column.

    Two such files are joined by key: ``join_keyed``. Raises BadRow for a row without key and text,
    and for a key that comes twice.
    """
    place = Path(path)
    texts: dict[str, str] = {}
    for number, line in read_lines(place):
        key, tab, text = line.partition("\t")
        if not line:
            continue
        if not tab or not key or not text.strip():
            raise Fault(number, "expected a key and a text, separated by a tab").error(place)
        if key in texts:
            raise Fault(number, f"the key {key!r} comes a second time").error(place)
        texts[key] = text
    return texts


def join_keyed(source: Mapping[str, str], target: Mapping[str, str]) -> Iterator[SentencePair]:
    """Yield the texts that both sides have, in the order of ``source``; the id is the key."""
    for key, text in source.items():
        if key in target:
            yield SentencePair(key, text, target[key])


def keyed_files(folder: Path | str) -> Mapping[Language, Path]:
    """Return the files ``<code>.tsv`` of a folder by language, as in tldr; other names are left aside."""
    paths: dict[Language, Path] = {}
    for path in _children(Path(folder)):
        code, dot, rest = path.name.partition(".")
        if dot and rest in ("tsv", "tsv.gz", "tsv.zst"):
            _place(paths, code, path)
    if not paths:
        raise InputError(f"{folder} holds no files <code>.tsv.", fix="Check the path.")
    return paths


def _parallel(paths: dict[Language, Path], folder: Path, layout: str) -> Parallel:
    if not paths:
        raise InputError(f"{folder} holds no files {layout}.", fix="Check the path.")
    first = next(iter(paths.values()))
    return Parallel(paths, sum(1 for _ in read_lines(first)))


def _place(paths: dict[Language, Path], code: str, path: Path) -> None:
    language = _language(code, path)
    if language in paths:
        raise InputError(
            f"{paths[language]} and {path} are the same language, {language}.", fix="Keep one of them."
        )
    paths[language] = path


def _children(folder: Path) -> list[Path]:
    if not folder.exists():
        raise missing(folder)
    if not folder.is_dir():
        raise InputError(f"{folder} is a file, and a folder was expected.", fix="Name the folder.")
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _language(code: str, path: Path) -> Language:
    try:
        return Language.parse(code)
    except UnknownLanguage as unknown:
        raise UnknownLanguage(f"{path}: {unknown.message}", fix=unknown.fix) from None
