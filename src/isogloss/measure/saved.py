"""Vectors that someone saved: ``[layers, sentences, dimensions]`` per language, in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from isogloss.arrays import Ints1d
from isogloss.data.fingerprint import combined, content_digest
from isogloss.data.lines import missing
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language
from isogloss.measure.layerfiles import ENDINGS, LayerFile, open_layers

_LAYOUT: Final = (
    "Expected FOLDER/<language>.npz, .npy or .safetensors with one array [layers, sentences, dimensions], "
    "sentence i the same in all."
)


@dataclass(frozen=True, slots=True)
class SavedVectors:
    """A folder of vectors by language."""

    folder: Path
    files: Mapping[Language, Path]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages there are, by file name."""
        return tuple(self.files)

    @property
    def fingerprint(self) -> str:
        """Digits of the content of all files."""
        return combined(*(f"{language}={content_digest(path)}" for language, path in self.files.items()))

    def vectors(self, language: Language) -> LayerFile:
        """Return the layers of a language; raises InputError for a file that holds no such array."""
        return open_layers(self.files[language])

    def fitting(self, language: Language, pivot: Language) -> tuple[LayerFile, LayerFile]:
        """Return the layers of a language and of the pivot; raises InputError where their shapes differ."""
        own, beside = self.vectors(language), self.vectors(pivot)
        if own.shape != beside.shape:
            raise InputError(
                f"vectors:{self.folder}: the vectors of {language} are {list(own.shape)}, "
                f"those of {pivot} {list(beside.shape)}.",
                fix="Save the same sentences and layers of both, or add --keep-going to leave it out.",
            )
        return own, beside


def load_vectors(place: str) -> SavedVectors:
    """Return the vectors in a folder; raises InputError if there are none."""
    folder = Path(place).expanduser()
    if not place or not folder.exists():
        raise (
            missing(folder) if place else InputError("vectors names no folder.", fix="Write vectors:FOLDER.")
        )
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder.", fix=_LAYOUT)
    files: dict[Language, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in ENDINGS or path.name.startswith("."):
            continue
        try:
            language = Language.parse(path.stem)
        except UnknownLanguage as unknown:
            raise InputError(f"{path}: {unknown.message}", fix=_LAYOUT) from None
        if language in files:
            raise InputError(
                f"{files[language]} and {path} are the same language, {language}.", fix="Keep one."
            )
        files[language] = path
    if not files:
        raise InputError(f"{folder} holds no vectors.", fix=_LAYOUT)
    return SavedVectors(folder, files)


def usable(vectors: LayerFile) -> Ints1d:
    """Return the sentences whose vectors are finite and not all zeros, in every layer."""
    kept = np.ones(vectors.shape[1], bool)
    for layer in vectors:
        kept &= np.isfinite(layer).all(axis=1) & (layer != 0).any(axis=1)
    return np.flatnonzero(kept)
