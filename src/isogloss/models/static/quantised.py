"""The encoder's weights: one quantised row for each slot of the table, in one safetensors file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from isogloss.errors import InputError
from isogloss.models.static.slots import SLOTS

BLOCKS: Final = 16
DIMS: Final = 128
CENTROIDS: Final = 256
NO_ROW: Final = 0  # the length code of a slot that no n-gram owns
_SUB: Final = DIMS // BLOCKS


@dataclass(frozen=True, slots=True)
class Weights:
    """A row is levels[length] * (its codes in codebook, plus its fine and finest codes where it has any).

    fingerprints: uint8[SLOTS], which n-gram owns the slot; lengths: uint8[SLOTS], index into levels, 0
    where none does; levels: float32[256]; codes: uint8[SLOTS, 16], a centroid for each block of 8 dims;
    codebook: float16[16, 256, 8]. fine, finest: uint8[SLOTS / 8], a bit for each slot, set where the row has
    such codes; fine_codes, finest_codes: uint8[r, 16], in the order of the slots, each with a codebook.
    """

    fingerprints: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.uint8]
    levels: npt.NDArray[np.float32]
    codes: npt.NDArray[np.uint8]
    codebook: npt.NDArray[np.float16]
    fine: npt.NDArray[np.uint8]
    fine_codes: npt.NDArray[np.uint8]
    fine_codebook: npt.NDArray[np.float16]
    finest: npt.NDArray[np.uint8]
    finest_codes: npt.NDArray[np.uint8]
    finest_codebook: npt.NDArray[np.float16]


def save(weights: Weights, path: Path) -> None:
    """Write ``weights`` as safetensors, readable by everyone."""
    tensors = {field.name: np.ascontiguousarray(getattr(weights, field.name)) for field in fields(weights)}
    save_file(tensors, path)
    path.chmod(0o644)


def load(path: Path) -> Weights:
    """Return the weights in ``path``; raises InputError if it is no such file."""
    try:
        tensors = load_file(path)
    except (SafetensorError, OSError) as error:
        raise InputError(
            f"{path}: these are no weights of a static encoder ({error}).",
            fix="Give a folder that `isogloss model train-static` wrote.",
        ) from None
    book = (BLOCKS, CENTROIDS, _SUB)
    shapes: dict[str, tuple[int, ...]] = {
        "fingerprints": (SLOTS,), "lengths": (SLOTS,), "levels": (256,), "codes": (SLOTS, BLOCKS),
        "codebook": book,
    }  # fmt: skip
    for kind in ("fine", "finest"):
        rows = int(np.unpackbits(tensors.get(kind, np.empty(0, np.uint8))).sum(dtype=np.int64))
        shapes |= {kind: (SLOTS // 8,), f"{kind}_codes": (rows, BLOCKS), f"{kind}_codebook": book}
    for name, shape in shapes.items():
        found = tensors[name].shape if name in tensors else None
        if found != shape:
            raise InputError(
                f"{path}: the tensor {name!r} should have the shape {shape}, not {found}.",
                fix="Give a folder that `isogloss model train-static` wrote.",
            )
    return Weights(**{name: tensors[name] for name in shapes})
