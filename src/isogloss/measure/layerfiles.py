"""Arrays ``[layers, sentences, dimensions]`` on disk, read one layer at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import IO, Any, Final, cast

import numpy as np

from isogloss.arrays import Floats2d, Floats3d
from isogloss.errors import InputError

ENDINGS: Final = (".npz", ".npy", ".safetensors")
EXPECTED: Final = (
    "Expected one array of floats [layers, sentences, dimensions] in a .npz, .npy or .safetensors file."
)


@dataclass(frozen=True, slots=True)
class LayerFile:
    """An array on disk. A layer that was read is nobody's but the caller's: memory holds no second one.

    shape: (layers, sentences, dimensions).
    """

    path: Path
    shape: tuple[int, int, int]
    read: Callable[[int], Floats2d]

    def __len__(self) -> int:
        """Return how many layers there are."""
        return self.shape[0]

    def __getitem__(self, layer: int) -> Floats2d:
        """Return float[sentences, dimensions] of one layer."""
        if not 0 <= layer < len(self):
            raise IndexError(layer)
        return self.read(layer)

    def __iter__(self) -> Iterator[Floats2d]:
        """Yield the layers in order."""
        return (self.read(layer) for layer in range(len(self)))


def open_layers(path: Path) -> LayerFile:
    """Return the array in a file; two dimensions are one layer. Raises InputError for any other file."""
    try:
        shape, kind, read = _READERS[path.suffix](path)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as fault:
        reason = str(fault).splitlines()[0].rstrip(". ") if str(fault) else type(fault).__name__
        raise InputError(f"{path}: cannot be read: {reason}.", fix=EXPECTED) from None
    if len(shape) == 2:
        shape = (1, *shape)
    if len(shape) != 3 or kind != "f" or 0 in shape:
        raise InputError(f"{path}: holds an array {list(shape)} of kind {kind!r}.", fix=EXPECTED)
    return LayerFile(path, (shape[0], shape[1], shape[2]), read)


def write_layers(file: IO[bytes], block: Floats3d, start: int, n: int) -> None:
    """Write float32[layers, m, d] as the sentences from ``start`` on of a ``.npy`` of ``n``; the first first.

    file: open for reading and writing. It is no map of memory: on a full disk writing raises OSError, where a
    map would end the process.
    """
    layers, _, d = block.shape
    file.seek(0)
    if start == 0:
        shape = {"descr": "<f4", "fortran_order": False, "shape": (layers, n, d)}
        np.lib.format.write_array_header_1_0(file, shape)
        offset = file.tell()
    else:
        offset = _header(file)[2]
    for layer, rows in enumerate(block):
        file.seek(offset + (layer * n + start) * d * 4)
        file.write(np.ascontiguousarray(rows, "<f4").data)


_Opened = tuple[tuple[int, ...], str, Callable[[int], Floats2d]]


def _header(file: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Return shape, type and where the data of a ``.npy`` begins; raises ValueError for what is none."""
    version = np.lib.format.read_magic(file)
    if version not in ((1, 0), (2, 0)):
        raise ValueError(f"version {version} of the format")
    readers = np.lib.format.read_array_header_1_0, np.lib.format.read_array_header_2_0
    shape, fortran, kind = readers[version[0] - 1](file)
    if fortran and sum(size > 1 for size in shape) > 1:
        raise ValueError("its elements stand in Fortran's order")
    return shape, kind, file.tell()


def _from(file: IO[bytes], offset: int, shape: tuple[int, ...], kind: np.dtype[Any], layer: int) -> Floats2d:
    n, d = shape[-2:]
    size = n * d * kind.itemsize
    file.seek(offset + layer * size)
    content = file.read(size)
    if len(content) < size:
        raise ValueError("the file is cut short")
    return cast("Floats2d", np.frombuffer(content, kind).reshape(n, d))


def _npy(path: Path) -> _Opened:
    with path.open("rb") as file:
        shape, kind, offset = _header(file)
    if path.stat().st_size < offset + prod(shape) * kind.itemsize:
        raise ValueError("the file is cut short")

    def read(layer: int) -> Floats2d:
        with path.open("rb") as file:
            return _from(file, offset, shape, kind, layer)

    return shape, kind.kind, read


def _npz(path: Path) -> _Opened:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if len(names) != 1:
            raise ValueError(f"it holds {len(names)} arrays")
        with archive.open(names[0]) as file:
            shape, kind, offset = _header(file)

    def read(layer: int) -> Floats2d:
        with zipfile.ZipFile(path) as archive, archive.open(names[0]) as file:
            return _from(file, offset, shape, kind, layer)

    return shape, kind.kind, read


def _safetensors(path: Path) -> _Opened:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            names = list(file.keys())
            if len(names) != 1:
                raise ValueError(f"it holds {len(names)} arrays")
            kept = file.get_slice(names[0])
            shape, kind = tuple(kept.get_shape()), str(kept.get_dtype())
    except SafetensorError as fault:
        raise ValueError(str(fault)) from None
    if kind not in ("F16", "F32", "F64"):
        raise ValueError(f"its type is {kind}")

    def read(layer: int) -> Floats2d:
        with safe_open(path, framework="np") as file:
            found = file.get_slice(names[0])
            return cast("Floats2d", found[:] if len(shape) == 2 else found[layer])

    return shape, "f", read


_READERS: Final[dict[str, Callable[[Path], _Opened]]] = {
    ".npy": _npy,
    ".npz": _npz,
    ".safetensors": _safetensors,
}
