"""Translations already had, kept in the folder of the result so that nothing is asked for twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from isogloss.models.translators.selective import Selected
from isogloss.runs.writing import unwritable


class _Kept(msgspec.Struct, frozen=True):
    key: str
    selected: Selected


class TranslationCache:
    """A file of translations that only grows: a line each, told by a key.

    A line that a killed process left unfinished is passed over and cut off.
    """

    def __init__(self, path: Path, salt: str) -> None:
        """Read what there is. salt: of the keys; says translator, protection and languages."""
        self._path = path
        self._salt = salt
        self._known: dict[str, Selected] = {}
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            sound = self._read()
            self._file = self._path.open("ab")
            self._file.truncate(sound)
        except OSError as fault:
            raise unwritable(self._path, fault) from fault
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def get(self, text: str) -> Selected | None:
        """Return the translation of a text; None if there is none yet."""
        return self._known.get(self._key(text))

    def add(self, found: Mapping[str, Selected]) -> None:
        """Keep translations, on disk when this returns; raises Unwritable where the disk refuses."""
        lines: list[bytes] = []
        for text, selected in found.items():
            key = self._key(text)
            self._known[key] = selected
            lines.append(msgspec.json.encode(_Kept(key, selected)) + b"\n")
        if self._file is None or not lines:
            return
        try:
            self._file.write(b"".join(lines))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as fault:
            raise unwritable(self._path, fault) from fault

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._salt}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _read(self) -> int:
        """Take in what the file holds; return how many of its bytes are sound."""
        if not self._path.exists():
            return 0
        sound = 0
        with self._path.open("rb") as file:
            for line in file:
                try:
                    kept = msgspec.json.decode(line, type=_Kept)
                except msgspec.DecodeError:
                    break
                if not line.endswith(b"\n"):
                    break
                sound += len(line)
                self._known[kept.key] = kept.selected
        return sound
