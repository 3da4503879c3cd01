"""Training text of one's own, beside the published sources or in place of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from isogloss.data.loading import load_dataset
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.training.static.codes import ENGLISH, merged
from isogloss.training.static.corpus import Part
from isogloss.training.static.sources import Record
from isogloss.training.teaching.material import Given, Material, Side, read_material

Kind: TypeAlias = Literal["lexicon", "bitext"]

LICENCE: Final = "not stated"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A TSV file of words or sentences of ``language`` and their English translations."""

    kind: Kind
    language: Language
    path: Path


def own_file(text: str, kind: Kind) -> OwnFile:
    """Return what ``LANGUAGE=FILE`` names; raises InputError if it is not written so, UnknownLanguage."""
    code, sign, path = text.partition("=")
    if not sign or not code.strip() or not path.strip():
        raise InputError(
            f"--{kind} {text}: the language of the file is missing.",
            fix=f"Write LANGUAGE=FILE, for example --{kind} swh=pairs.tsv.",
        )
    return OwnFile(kind, Language.parse(code.strip()), Path(path.strip()))


def read_own(file: OwnFile, english_side: Side | None = None) -> Material:
    """Return the pairs of a file; English is found out by itself. Raises as ``read_material`` does."""
    return read_material([Given(file.path, file.kind)], file.language, ENGLISH, pivot_side=english_side)


def own_part(file: OwnFile, material: Material) -> Part:
    """Return the records of a file; each English side is an English record too."""
    language = merged(str(file.language), " ".join(material.texts[:40]))
    sentences = file.kind == "bitext"
    records = list(_records(language, material.texts, material.pivots))
    return Part(name_of(file), records, sentences=sentences, lexicon=not sentences)


def name_of(file: OwnFile) -> str:
    """Return what the card calls the file."""
    return f"{file.kind}:{file.path.name} ({file.language})"


def _records(language: Language, texts: Sequence[str], english: Sequence[str]) -> Iterator[Record]:
    yield from (Record(ENGLISH, text, text) for text in dict.fromkeys(english))
    yield from (Record(language, text, target) for text, target in zip(texts, english, strict=True))


def parallel_part(folder: Path, exclude: Sequence[Language] = ()) -> Part:
    """Return the *training* texts of a data set whose ids say which texts translate each other (SIB-200).

    Neither its labels nor its other splits are read. Raises InputError as ``load_dataset`` does, and if it
    has no English training texts or no translation of any.
    """
    dataset = load_dataset(folder)
    if ENGLISH not in dataset.languages("train"):
        raise InputError(f"{folder} has no English training texts.", fix="Give one that has, as SIB-200.")
    english = {one.id: one.text for one in dataset.examples("train", ENGLISH)}
    records = [Record(ENGLISH, text, text) for text in english.values()]
    for language in dataset.languages("train"):
        if language == ENGLISH or language in exclude:
            continue
        texts = [(one.id, one.text) for one in dataset.examples("train", language) if one.id in english]
        tongue = merged(str(language), " ".join(text for _, text in texts[:40]))
        records += [Record(tongue, text, english[number]) for number, text in texts]
    if len(records) == len(english):
        raise InputError(f"{folder}: no training text shares an id with English.", fix="Check its id column.")
    return Part(f"{dataset.name}-train", records, sentences=True)
