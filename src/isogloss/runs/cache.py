"""What cells share: made once, by whoever comes first, kept by content."""

from __future__ import annotations

import errno
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from isogloss.runs.cell import digest
from isogloss.runs.writing import replacing, unwritable

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

_REFUSED: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
_OF_RUST: Final = re.compile(r"\(os error (\d+)\)")


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
        if not _of_disk(fault, folder, locks):
            raise  # a file or a server that ``make`` wanted: the fault of one cell
        raise unwritable(folder, fault) from fault
    return folder


def _of_disk(fault: Exception, folder: Path, locks: Path) -> bool:
    """Return whether the disk of the run refuses; other work would fare no better then."""
    if not isinstance(fault, OSError):
        said = _OF_RUST.search(str(fault))  # safetensors has an error of its own
        return said is not None and int(said[1]) in _REFUSED
    named = Path(str(fault.filename)) if fault.filename else None
    own = named is not None and any(named.is_relative_to(place) for place in (folder.parent, locks))
    return own or fault.errno in _REFUSED


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
