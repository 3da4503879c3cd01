"""Lines of a text file, strictly UTF-8, compressed or not: the ground every text reader stands on."""

from __future__ import annotations

import difflib
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from isogloss.errors import BadRow, InputError

KEEP_GOING = "Correct it, or add --keep-going to set such rows aside."

# A row has a few fields of at most 4 MB each; past this a line is not even held in memory.
LONGEST_LINE = 32_000_000

_OTHER_ENCODINGS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row, and what was expected instead.

    line: 1-based line in the file where the row begins (for Parquet the 1-based row).
    offset: where it begins, in bytes (for Parquet in rows).
    text: what can be read of the line, so that a row of several lines is known to end.
    """

    line: int
    reason: str
    offset: int = 0
    text: str = ""

    def error(self, place: Path | str) -> BadRow:
        """Return the error that stops a command at this row."""
        return BadRow(f"{place}:{self.line}: {self.reason}.", fix=KEEP_GOING)


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line: its 1-based number, where it begins (in bytes), its text with its line end."""

    number: int
    offset: int
    text: str


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading, decompressing ``.gz`` and ``.zst``.

    Raises InputError, also while the block reads: missing (offers near names), a folder, not readable,
    damaged or truncated compression.
    """
    try:
        with path.open("rb") as raw:
            yield _decompressed(path, raw)
    except FileNotFoundError:
        raise missing(path) from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder, and a file was expected.", fix="Name a file in it.") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as fault:
        raise InputError(
            f"{path}: the compressed file is damaged or cut short ({fault}).", fix="Fetch or pack it again."
        ) from None
    except OSError as fault:
        if "zstd" in str(fault).lower():
            raise InputError(f"{path}: {fault}.", fix="Fetch or pack it again.") from None
        raise InputError(
            f"{path} cannot be read: {fault.strerror or fault}.", fix="Check the file and its permissions."
        ) from None


def physical_lines(path: Path) -> Iterator[Line | Fault]:
    """Yield every line with its number and byte offset; a line that is no UTF-8 text comes as a Fault.

    A BOM is dropped. Raises InputError if the file cannot be opened, is damaged, or begins as UTF-16 does.
    """
    with opened(path) as file:
        yield from lines_of(file, path)


def lines_of(file: IO[bytes], path: Path, *, offset: int = 0, number: int = 1) -> Iterator[Line | Fault]:
    """Yield the lines of an open file from byte ``offset`` (decompressed) on; the first is ``number``."""
    if offset:
        file.seek(offset)
    while raw := file.readline(LONGEST_LINE):
        begin = offset
        offset += len(raw)
        if begin == 0:
            raw = _without_mark(path, raw)
        if len(raw) >= LONGEST_LINE and not raw.endswith(b"\n"):
            offset += _skip_rest(file)
            yield Fault(number, f"the line is longer than {LONGEST_LINE:,} bytes", begin)
        else:
            yield _decoded(raw, number, begin)
        number += 1


def read_lines(path: Path | str) -> Iterator[tuple[int, str]]:
    """Yield ``(line number, text without its line end)`` for every line, empty ones too.

    Raises BadRow at the first line that is no UTF-8 text, InputError as ``physical_lines`` does.
    """
    place = Path(path)
    for line in physical_lines(place):
        if isinstance(line, Fault):
            raise line.error(place)
        yield line.number, without_end(line.text)


def without_end(text: str) -> str:
    r"""Return the line without its ``\n`` or ``\r\n``."""
    if text.endswith("\n"):
        return text[:-2] if text.endswith("\r\n") else text[:-1]
    return text.removesuffix("\r")


def missing(path: Path) -> InputError:
    """Return the error for a path that does not exist, offering near names from the same folder."""
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        path, folder = folder, folder.parent
    try:
        names = sorted(child.name for child in folder.iterdir())
    except OSError:
        names = []
    near = difflib.get_close_matches(path.name, names, n=3, cutoff=0.5)
    return InputError(
        f"{path} does not exist.",
        fix=f"Did you mean {', '.join(str(folder / name) for name in near)}?" if near else "Check the path.",
    )


def _decompressed(path: Path, raw: IO[bytes]) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=raw)), 1 << 17))
    if path.suffix == ".zst":
        from isogloss.data.zstd import ZstdSource

        return io.BufferedReader(ZstdSource(raw), 1 << 17)
    return raw


def _without_mark(path: Path, raw: bytes) -> bytes:
    if (encoding := _OTHER_ENCODINGS.get(raw[:2])) is not None:
        raise InputError(
            f"{path}: the file begins as {encoding} text does, and UTF-8 is expected.",
            fix=f"Convert it: iconv -f {encoding} -t UTF-8 {path.name}",
        )
    return raw.removeprefix(b"\xef\xbb\xbf")


def _decoded(raw: bytes, number: int, offset: int) -> Line | Fault:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return Fault(
            number,
            f"byte 0x{raw[fault.start]:02X} at offset {offset + fault.start} of the file is not UTF-8, "
            "the only encoding that is read",
            offset,
            raw.decode("utf-8", "replace"),
        )
    if "\x00" in text:
        place = offset + raw.index(0)
        return Fault(number, f"a NUL byte at offset {place} of the file; text holds none", offset, text)
    return Line(number, offset, text)


def _skip_rest(file: IO[bytes]) -> int:
    skipped = 0
    while rest := file.readline(LONGEST_LINE):
        skipped += len(rest)
        if rest.endswith(b"\n"):
            break
    return skipped
