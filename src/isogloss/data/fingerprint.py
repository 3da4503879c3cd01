"""A data set's content as 64 hexadecimal digits."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from isogloss.data.lines import opened


def content_digest(path: Path) -> str:
    """Return the SHA-256 of what a file holds, decompressed; kept while the file stays unchanged."""
    with opened(path):
        stat = path.stat()
    return _digest(path, stat.st_size, stat.st_mtime_ns)


def combined(*parts: str) -> str:
    """Return the SHA-256 of parts of which none can run into the next."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(encoded)}:".encode() + encoded)
    return digest.hexdigest()


@lru_cache(maxsize=4096)
def _digest(path: Path, _size: int, _modified: int) -> str:
    digest = hashlib.sha256()
    with opened(path) as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
