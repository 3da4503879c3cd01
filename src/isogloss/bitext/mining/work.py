"""Where mining keeps what it has computed: pieces named by what made them, each written whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar
from zipfile import BadZipFile, ZipFile

import numpy as np

from isogloss.errors import InputError
from isogloss.runs.lock import owned
from isogloss.runs.writing import replacing

if TYPE_CHECKING:
    import numpy.typing as npt

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Arrays by name in a folder. ``get`` gives None for what is not there or is damaged."""

    folder: Path

    def below(self, name: str) -> Shelf:
        """Return the shelf of this name on this shelf."""
        return Shelf(self.folder / name)

    def get(self, name: str) -> Mapping[str, npt.NDArray[Any]] | None:
        """Return the arrays that were put under a name; what is damaged goes, so that it is made again."""
        return self._read(name, None)

    def stands(self, name: str) -> bool:
        """Say whether a name holds arrays whole, by the list at the end of its file: they are not read."""
        try:
            with ZipFile(self._file(name)) as stored:
                return bool(stored.namelist())
        except (OSError, BadZipFile):
            return False

    def part(self, name: str, key: str) -> npt.NDArray[Any]:
        """Return one array of a name, the others unread; raises InputError if it is gone."""
        stored = self._read(name, key)
        if stored is None:
            raise InputError(f"{self.folder}: {name} went missing.", fix="Run the same command again.")
        return stored[key]

    def put(self, name: str, **arrays: npt.NDArray[Any]) -> None:
        """Keep arrays under a name; they appear whole or not at all. Raises Unwritable."""
        with replacing(self._file(name)) as temporary, temporary.open("wb") as opened:
            np.savez(opened, **arrays)  # type: ignore[arg-type]  # the stub takes the names for its option

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.npz"

    def _read(self, name: str, key: str | None) -> Mapping[str, npt.NDArray[Any]] | None:
        """Return all arrays, or the one of a key."""
        try:
            with self._file(name).open("rb") as file, np.load(file, allow_pickle=False) as stored:
                return {each: stored[each] for each in (stored.files if key is None else [key])}
        except OSError:
            return None
        except (ValueError, EOFError, KeyError, BadZipFile):
            with suppress(OSError):  # it may stand on a disk that is not ours to write
                self._file(name).unlink()
            return None


class Spread(Protocol):
    """Does pieces of work, perhaps elsewhere; ``runs.ray.cluster`` gives one."""

    def each(self, work: Callable[[S, T], Any], shared: S, items: Iterable[T]) -> Iterator[Any]:
        """Yield ``work(shared, item)`` of each item, in the order of the items."""
        ...


@dataclass(frozen=True, slots=True)
class Here:
    """Does each piece in this process, when it is asked for."""

    def each(self, work: Callable[[S, T], Any], shared: S, items: Iterable[T]) -> Iterator[Any]:
        """Yield ``work(shared, item)`` of each item, in the order of the items."""
        return (work(shared, item) for item in items)


HERE: Final = Here()


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where mining is done.

    folder: keeps vectors and neighbours by content; None for one that goes at the end. spread: does the
    pieces, by default this process; others must see ``folder`` under the same name.
    """

    folder: Path | None = None
    spread: Spread = HERE


def workplace(given: Path | str | Workplace | None) -> Workplace:
    """Return what is given as a workplace."""
    if isinstance(given, Workplace):
        return given
    return Workplace(None if given is None else Path(given))


@contextmanager
def shelf(work: Path | None) -> Iterator[Shelf]:
    """Yield the shelf in ``work``, owned by this process meanwhile, or in a folder that goes at the end.

    Raises RunBusy if another process owns it, Unwritable where the disk refuses.
    """
    if work is None:
        with tempfile.TemporaryDirectory(prefix="isogloss-mine-") as folder:
            yield Shelf(Path(folder))
        return
    with owned(work):
        yield Shelf(work)
