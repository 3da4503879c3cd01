"""Where mining keeps what it has computed: pieces named by what made them, each written whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from isogloss.runs.lock import owned
from isogloss.runs.writing import replacing

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Shelf:
    """Arrays by name in a folder. ``get`` gives None for what is not there or was cut short."""

    folder: Path

    def below(self, name: str) -> Shelf:
        """Return the shelf of this name on this shelf."""
        return Shelf(self.folder / name)

    def get(self, name: str) -> Mapping[str, npt.NDArray[Any]] | None:
        """Return the arrays that were put under a name."""
        try:
            with (
                (self.folder / f"{name}.npz").open("rb") as file,
                np.load(file, allow_pickle=False) as stored,
            ):
                return {key: stored[key] for key in stored.files}
        except (OSError, ValueError, EOFError, KeyError, BadZipFile):
            return None

    def put(self, name: str, **arrays: npt.NDArray[Any]) -> None:
        """Keep arrays under a name; they appear whole or not at all. Raises Unwritable."""
        with replacing(self.folder / f"{name}.npz") as temporary, temporary.open("wb") as opened:
            np.savez(opened, **arrays)  # type: ignore[arg-type]  # the stub takes the names for its option


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
