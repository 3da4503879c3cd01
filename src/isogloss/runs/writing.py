"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from isogloss.errors import Unwritable

_REFUSED: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
_OF_RUST: Final = re.compile(r"\(os error (\d+)\)")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``target``; when the block ends, it is synced and takes its place.

    If the block fails, the temporary file goes and ``target`` stays as it was. Raises Unwritable where the
    disk refuses (full, read-only, no such place).
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as fault:
        raise unwritable(target, fault) from fault
    finally:
        with suppress(OSError):  # most often it took the target's place; below a regular file it cannot be
            temporary.unlink()


def write_bytes(target: Path, content: bytes) -> None:
    """Write ``content`` so that ``target`` is either as before or complete."""
    with replacing(target) as temporary:
        temporary.write_bytes(content)


def unwritable(target: Path, fault: Exception) -> Unwritable:
    """Return the error that says where writing failed, why, and what to do."""
    reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault).splitlines()[0]
    return Unwritable(
        f"{target}: cannot be written: {reason}.",
        fix="Make room or choose another place with --out; what was finished is kept.",
    )


def disk_refuses(fault: Exception, *places: Path) -> bool:
    """Return whether a fault is the disk's at these places, where other work would fare no better."""
    if not isinstance(fault, OSError):
        said = _OF_RUST.search(str(fault))  # safetensors has an error of its own
        return said is not None and int(said[1]) in _REFUSED
    named = Path(str(fault.filename)) if fault.filename else None
    own = named is not None and any(named.is_relative_to(place) for place in places)
    return own or fault.errno in _REFUSED


def _sync_folder(folder: Path) -> None:
    # The rename itself is durable only once the folder is; Windows has no such call.
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
