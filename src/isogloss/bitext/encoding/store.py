"""A folder of Parquet files, on any file system that fsspec knows by name (``s3://``, ``gs://``, a disk)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.runs.writing import unwritable


@dataclass(frozen=True, slots=True)
class Store:
    """A place by its address; connected to anew wherever it is sent."""

    url: str

    @classmethod
    def at(cls, place: str | Path) -> Self:
        """Return the store at a path or a URL; paths become absolute."""
        given = str(place)
        return cls(given if "://" in given else str(Path(given).expanduser().absolute()))

    def parquet_files(self) -> list[str]:
        """Return the names of all Parquet files below, sorted; or of the one that this is.

        Raises InputError if there is none, or nothing at all.
        """
        system, root = self._open()
        try:
            found = [root] if system.isfile(root) else system.find(root)
        except (OSError, ValueError) as fault:
            raise InputError(f"{self.url} cannot be listed: {fault}.", fix="Check its name.") from None
        names = [name.removeprefix(root).lstrip("/") for name in sorted(found) if name.endswith(".parquet")]
        shown = [name for name in names if not any(part.startswith((".", "_")) for part in name.split("/"))]
        if not shown:
            raise InputError(f"{self.url}: no Parquet file is there.", fix="Name a folder of .parquet files.")
        return shown

    def mark(self, name: str) -> str:
        """Return what changes when the file does: its size and, where the store tells, its time or hash."""
        system, root = self._open()
        path = _joined(root, name)
        return f"{system.size(path)}:{system.ukey(path)}"

    def exists(self, name: str) -> bool:
        """Say whether there is such a file."""
        system, root = self._open()
        return bool(system.isfile(_joined(root, name)))

    def read(self, name: str) -> IO[bytes]:
        """Open a file; raises InputError if it cannot be."""
        system, root = self._open()
        try:
            opened: IO[bytes] = system.open(_joined(root, name), "rb")
        except OSError as fault:
            raise InputError(f"{self.url}/{name} cannot be read: {fault}.", fix="Check the file.") from None
        return opened

    @contextmanager
    def replacing(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file that appears when the block ends, whole; if the block fails, not at all."""
        system, root = self._open()
        target = _joined(root, name)
        folder, _, last = target.rpartition("/")
        temporary = f"{folder}/.{last}.{os.getpid()}.tmp"
        try:
            system.makedirs(folder, exist_ok=True)
            with system.open(temporary, "wb") as file:
                yield file
            system.mv(temporary, target)
        except OSError as fault:
            raise unwritable(Path(target), fault) from fault
        finally:
            with suppress(Exception):  # most often it took the target's place
                system.rm_file(temporary)

    def _open(self) -> tuple[Any, str]:
        core = need("fsspec.core", extra="ray", purpose="Files on a store")
        try:
            system, root = core.url_to_fs(self.url)
        except (ValueError, ImportError) as fault:
            said = str(fault).splitlines()[0].rstrip(".")
            raise InputError(f"{self.url} cannot be opened: {said}.", fix="Check the address.") from None
        return system, str(root).rstrip("/")


def _joined(root: str, name: str) -> str:
    return f"{root}/{name}" if name else root
