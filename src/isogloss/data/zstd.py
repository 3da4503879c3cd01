"""Zstandard, decompressed as it is read, and refused when it is cut short."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Any

from isogloss.extras import need

if TYPE_CHECKING:
    from zstandard import ZstdDecompressionObj

# One compressed kilobyte can hold at most some 32 MB (run-length blocks), so memory stays bounded.
_CHUNK = 4096


class ZstdSource(io.RawIOBase):
    """A readable stream over compressed bytes; several frames in a row are one stream.

    The library's own stream reader ends quietly where a file is cut short; this one raises OSError.
    """

    def __init__(self, file: IO[bytes]) -> None:
        """Read from ``file``; raises MissingExtra if ``zstandard`` is not installed."""
        self._zstd = need("zstandard", extra="zstd", purpose="Reading .zst files")
        self._file = file
        self._frame: ZstdDecompressionObj | None = None
        self._packed = b""
        self._plain = b""

    def readable(self) -> bool:
        """Return True: this stream can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  collections.abc.Buffer is Python 3.12's
        """Fill ``buffer`` with decompressed bytes; returns how many, 0 at the end."""
        while not self._plain and self._advance():
            pass
        view = memoryview(buffer)
        size = min(len(view), len(self._plain))
        view[:size] = self._plain[:size]
        self._plain = self._plain[size:]
        return size

    def _advance(self) -> bool:
        packed = self._packed or self._file.read(_CHUNK)
        self._packed = b""
        if not packed:
            if self._frame is not None:
                raise OSError("the zstd file is cut short")
            return False
        if self._frame is None:
            self._frame = self._zstd.ZstdDecompressor().decompressobj()
        try:
            self._plain = self._frame.decompress(packed)
        except self._zstd.ZstdError as fault:
            raise OSError(f"the zstd file is damaged ({fault})") from None
        if self._frame.eof:
            self._packed = self._frame.unused_data
            self._frame = None
        return True
