"""Vectors that someone saved: ``[layers, sentences, dimensions]`` per language, in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from isogloss.arrays import Floats3d, Ints1d
from isogloss.data.fingerprint import combined, content_digest
from isogloss.data.lines import missing
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language

_ENDINGS: Final = (".npz", ".npy", ".safetensors")
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

    def vectors(self, language: Language) -> Floats3d:
        """Return float[layers, n, d]; raises InputError for a file that holds no such array."""
        path = self.files[language]
        try:
            found = _read(path)
        except (OSError, ValueError, KeyError, EOFError) as fault:
            reason = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
            raise InputError(f"{path}: cannot be read: {reason}.", fix=_LAYOUT) from None
        if found.ndim == 2:
            found = found[None]
        if found.ndim != 3 or found.dtype.kind != "f" or 0 in found.shape:
            raise InputError(f"{path}: holds {found.dtype}{list(found.shape)}.", fix=_LAYOUT)
        return np.asanyarray(found)


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
        if path.suffix not in _ENDINGS or path.name.startswith("."):
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


def usable(vectors: Floats3d) -> Ints1d:
    """Return the sentences whose vectors are finite and not all zeros, in every layer."""
    kept = np.ones(vectors.shape[1], bool)
    for layer in vectors:
        kept &= np.isfinite(layer).all(axis=1) & (layer != 0).any(axis=1)
    return np.flatnonzero(kept)


def _read(path: Path) -> Any:  # noqa: ANN401  an array of whatever type the file holds
    if path.suffix == ".npy":
        return np.load(path, mmap_mode="r", allow_pickle=False)
    if path.suffix == ".npz":
        with np.load(path, allow_pickle=False) as arrays:
            if len(arrays.files) != 1:
                raise ValueError(f"it holds {len(arrays.files)} arrays")
            return arrays[arrays.files[0]]
    from safetensors.numpy import load_file

    arrays_ = load_file(path)
    if len(arrays_) != 1:
        raise ValueError(f"it holds {len(arrays_)} arrays")
    return next(iter(arrays_.values()))
