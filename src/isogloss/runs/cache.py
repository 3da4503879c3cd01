"""What cells share: made once, by whoever comes first, kept by content."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.runs.cell import digest
from isogloss.runs.writing import disk_refuses, replacing, unwritable

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d


def shared_folder(folder: Path, make: Callable[[Path], None], *, locks: Path) -> Path:
    """Return ``folder``, made by ``make(temporary folder)`` unless it stands already.

    It appears whole. Others that want the same one meanwhile wait; locks: a folder for what they wait on.
    """
    from filelock import FileLock

    if folder.is_dir():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        locks.mkdir(parents=True, exist_ok=True)
        with FileLock(locks / digest(str(folder))[:16]):
            if not folder.is_dir():
                temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
                try:
                    make(temporary)
                    temporary.rename(folder)
                finally:
                    shutil.rmtree(temporary, ignore_errors=True)
    except Exception as fault:
        if not disk_refuses(fault, folder.parent, locks):
            raise  # a file or a server that ``make`` wanted: the fault of one cell
        raise unwritable(folder, fault) from fault
    return folder


def shared_vectors(file: Path, make: Callable[[], Floats2d]) -> Floats2d:
    """Return the array in ``file`` (``.npy``), made by ``make()`` unless it stands already.

    Two cells may make it at the same time: they make the same.
    """
    import numpy as np

    if not file.exists():
        vectors = make()
        with replacing(file) as temporary, temporary.open("wb") as opened:
            np.save(opened, vectors)
    loaded: Floats2d = np.load(file, allow_pickle=False)
    return loaded
