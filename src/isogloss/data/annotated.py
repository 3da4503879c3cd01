"""Data sets of files whose labels stand at words or places: CoNLL, CoNLL-U, SQuAD JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from isogloss.data.chunks import split_tag
from isogloss.data.examples import Answerable, Tagged
from isogloss.data.fingerprint import combined, content_digest
from isogloss.data.layout import SPLITS, ordered, split_name, unpacked_name
from isogloss.data.naming import CODE, ORDINARY_WORDS
from isogloss.data.readers.conll import Repair, read_conll
from isogloss.data.readers.table import ANNOTATED
from isogloss.data.rejects import Reject
from isogloss.data.selection import pick
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language
from isogloss.table import load

# Part of every fingerprint: another number whenever the same bytes are read as other examples.
_READING: Final = "1"
_KINDS: Final = {"bio": "conll", "conll": "conll", "conllu": "conllu", "iob2": "conll", "json": "squad"}
_BREAKS: Final = re.compile(r"[._-]+")
_CROSSED: Final = re.compile(r"context-(\w+)-question-(\w+)")
_SAMPLED: Final = 20


@dataclass(frozen=True)
class AnnotatedDataset:
    """Paths and kinds of files, no texts. A Dataset.

    files: the file of each language and split, and the reader it wants.
    """

    name: str
    origin: str
    files: Mapping[Language, Mapping[str, tuple[Path, str]]]
    task: str
    licence: str = ""

    def languages(self, split: str | None = None) -> tuple[Language, ...]:
        """Return the languages that have ``split`` (or any), by their codes."""
        return tuple(known for known, files in self.files.items() if split is None or split in files)

    def splits(self, language: Language) -> tuple[str, ...]:
        """Return the splits of a language: train, dev, test, then others by name; none if it is not here."""
        return tuple(self.files.get(language, ()))

    def examples(
        self, split: str, language: Language, *, rejects: list[Reject] | None = None
    ) -> Iterator[Any]:
        """Yield the examples in file order; bad rows and errors as the Dataset contract says."""
        path, kind = pick(self.files, split, language)
        return _read(path, kind, language, rejects)

    def fingerprint(self, split: str, language: Language) -> str:
        """Return a hash of the file's content, how it is read, the language and the split."""
        path, kind = pick(self.files, split, language)
        return combined(_READING, kind, content_digest(path), str(language), split)

    def remarks(self) -> tuple[str, ...]:
        """Return what the files hold, and how many tags of them continue nothing and were repaired."""
        kinds = sorted({kind for files in self.files.values() for _, kind in files.values()})
        said = [f"{self.task}, read as {' and '.join(kinds)}"]
        if crossed := sum(map(_is_crossed, Path(self.origin).glob("*question*"))):
            said.append(f"{crossed} files that ask in another language are not read: see --cross-questions")
        for language, files in self.files.items():
            for split, (path, kind) in files.items():
                repairs: list[Repair] = []
                if kind == "conll":
                    for _ in read_conll(path, language, rejects=[], repairs=repairs):
                        pass
                if repairs:
                    counted = "1 tag continues" if len(repairs) == 1 else f"{len(repairs):,} tags continue"
                    said.append(
                        f"{language} {split}: {counted} no entity; read as a beginning: "
                        f"{path}:{repairs[0].line}, {repairs[0].was} read as {repairs[0].now}"
                    )
        return tuple(said)


def annotated_dataset(place: Path) -> AnnotatedDataset | None:
    """Return the data set of the annotated files at a place; None if there are none.

    place: a folder ``DATA/<language>/<split>.<kind>``, a folder of files whose names hold a language's code
        and a split (``en_ewt-ud-dev.conllu``), or one such file. Kinds: conll, bio, iob2, conllu, json
        (SQuAD), and txt where it holds a word and a tag a line.
    Raises InputError for two files of one split, for files of different task kinds, and for what the files
    themselves are at fault.
    """
    if place.is_dir():
        found = [*_in_folders(place), *_named(sorted(place.iterdir()))]
    else:
        found = list(_named([place]))
    if not found:
        return None
    files: dict[Language, dict[str, tuple[Path, str]]] = {}
    for language, split, path, kind in found:
        of_language = files.setdefault(language, {})
        if split in of_language:
            raise InputError(
                f"{of_language[split][0]} and {path} are both the split {split} of {language}.",
                fix="Keep one of them in the folder.",
            )
        of_language[split] = (path, kind)
    in_order = {language: {split: own[split] for split in ordered(own)} for language, own in files.items()}
    return AnnotatedDataset(place.resolve().name.partition(".")[0], str(place), in_order, _task(in_order))


_Found = tuple[Language, str, Path, str]


def _in_folders(root: Path) -> Iterator[_Found]:
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")):
        kinds = [
            (path, kind) for path in sorted(folder.iterdir()) if (kind := annotation_of(path)) is not None
        ]
        if kinds:
            try:
                language = _spoken(folder.name, *kinds[0])
            except UnknownLanguage as unknown:
                raise UnknownLanguage(
                    f"The folder {folder} holds data, and its name is no language. {unknown.message}",
                    fix=unknown.fix,
                ) from None
            for path, kind in kinds:
                yield language, _split(path), path, kind


def _named(paths: list[Path]) -> Iterator[_Found]:
    """Yield the files whose names hold a language's code, first of all parts that could be one."""
    for path in paths:
        kind = (
            None if path.is_dir() or path.name.startswith(".") or _is_crossed(path) else annotation_of(path)
        )
        parts = _BREAKS.split(unpacked_name(path))[:-1]
        codes = [part for part in parts if CODE.fullmatch(part) and part not in ORDINARY_WORDS]
        for code in codes if kind is not None else ():
            try:
                yield _spoken(code, path, str(kind)), _split(path), path, str(kind)
            except UnknownLanguage:
                continue
            break


def _is_crossed(path: Path) -> bool:
    """Whether a file of MLQA asks in another language: those questions stand in that language's own file."""
    said = _CROSSED.search(path.name)
    return said is not None and said[1] != said[2]


def _split(path: Path) -> str:
    """Return the split that a part of the name says, else ``train``."""
    names = [split_name(part) for part in _BREAKS.split(unpacked_name(path))[:-1]]
    return next((name for name in names if name in SPLITS), names[0] if len(names) == 1 else "train")


def annotation_of(path: Path) -> str | None:
    """Return the reader that a file of annotations wants, by its name and, of a ``txt``, its first lines."""
    name = unpacked_name(path).casefold()
    extension = name.rpartition(".")[2]
    if extension == "txt":
        return "conll" if _columns(path) else None
    return _KINDS.get(extension)


def _columns(path: Path) -> bool:
    """Whether the first line that is not empty holds a word and a tag, as no running text does."""
    from isogloss.data.lines import Fault, lines_of, opened

    with opened(path) as file:
        for line in islice(lines_of(file, path), _SAMPLED):
            if isinstance(line, Fault):
                return False
            fields = line.text.split()
            if fields and not line.text.startswith(("#", "-DOCSTART-")):
                return len(fields) >= 2 and (fields[-1] == "O" or bool(split_tag(fields[-1])[0]))
    return False


def _spoken(name: str, path: Path, kind: str) -> Language:
    """Return the language, its script told by the texts where its code does not."""
    language = Language.parse(name)
    if language.script != "Zyyy":
        return language
    texts = [_text(example) for example in islice(_read(path, kind, language, []), _SAMPLED)]
    return Language.parse(name, sample="\n".join(texts))


def _text(example: Tagged | Answerable) -> str:
    return " ".join(example.tokens) if isinstance(example, Tagged) else example.context


def _read(path: Path, kind: str, language: Language, rejects: list[Reject] | None) -> Iterator[Any]:
    read: Callable[..., Iterator[Any]] = load(ANNOTATED, kind, kind="format")
    return read(path, language, rejects=rejects)


def _task(files: Mapping[Language, Mapping[str, tuple[Path, str]]]) -> str:
    """Return the one task kind of all files."""
    tasks: dict[str, Path] = {}
    for language, splits in files.items():
        for path, kind in splits.values():
            tasks.setdefault(_task_of(partial(_read, path, kind, language, []), kind), path)
    if len(tasks) > 1:
        said = " and ".join(f"{path} ({task})" for task, path in tasks.items())
        raise InputError(f"{said} are of different kinds.", fix="Keep each kind in a folder of its own.")
    return next(iter(tasks))


def _task_of(read: Callable[[], Iterator[Any]], kind: str) -> str:
    if kind == "squad":
        return "answers"
    if kind == "conllu":
        return "tagging"
    tags = [tag for example in islice(read(), 1000) for tag in example.tags]
    return "entities" if any(split_tag(tag)[0] for tag in tags) else "tagging"
