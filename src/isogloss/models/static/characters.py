"""What the encoder sees of a text: lower-cased, decomposed, punctuation as separators, by a shipped table.

The table (``characters.safetensors``, made by ``isogloss.training.static.characters``) freezes one version
of Unicode. The running Python's own tables decide nothing, so every Python reads a text the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d

TABLE: Final = Path(__file__).with_name("characters.safetensors")
SEPARATOR: Final = 0x20
_SPACE: Final = 0x110000  # code points there are
_SAME, _SEPARATOR, _GONE, _MAPPED = range(4)


@dataclass(frozen=True, slots=True)
class Characters:
    """Tables indexed by code point.

    becomes: uint32; the code point it becomes, or, from 0x110000 on, that plus a place in ``pool``.
    length: uint8; how many code points it becomes. order: uint8; its canonical combining class.
    han: bool; Han characters and kana, which also count alone and in pairs.
    """

    becomes: npt.NDArray[np.uint32]
    length: npt.NDArray[np.uint8]
    pool: npt.NDArray[np.uint32]
    order: npt.NDArray[np.uint8]
    han: Bools1d


@lru_cache(maxsize=1)
def characters() -> Characters:
    """Return the shipped table, read once."""
    table = load_file(TABLE)
    kinds = _spread(table["kind_starts"], table["kind_values"])
    becomes = np.arange(_SPACE, dtype=np.uint32)
    becomes[kinds == _SEPARATOR] = SEPARATOR
    becomes[kinds == _GONE] = _SPACE
    length = (kinds != _GONE).astype(np.uint8)
    codes, lengths = table["mapped_codes"], table["mapped_lengths"]
    pool = table["mapped_pool"].astype(np.uint32)
    places = np.cumsum(lengths, dtype=np.uint32) - lengths
    becomes[codes] = np.where(lengths == 1, pool[places], places + np.uint32(_SPACE))
    length[codes] = lengths
    han = np.zeros(_SPACE, bool)
    for first, last in ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0x20000, 0x2FFFF)):
        han[first : last + 1] = True
    return Characters(becomes, length, pool, _spread(table["order_starts"], table["order_values"]), han)


def _spread(starts: npt.NDArray[np.int32], values: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    return np.repeat(values, np.diff(starts, append=_SPACE))


def normalise(pieces: list[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """Return the code points the encoder sees of ``pieces``, joined, and the piece each belongs to.

    Returns uint32[m] and int32[m]. The first and the last code point are separators, each piece has a
    separator on either side (neighbours share one), and no two separators stand together.
    """
    table = characters()
    joined = " " + " ".join(pieces) + " "
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.fromiter(map(len, pieces), np.int64, len(pieces)) + 1
    if not pieces:
        return codes[:1], np.zeros(1, np.int32)
    sizes[0] += 1
    owner = np.repeat(np.arange(len(pieces), dtype=np.int32), sizes)
    seen = table.becomes[codes]
    if seen.max() >= _SPACE:
        seen, owner = _expand(table, codes, seen, owner)
    if seen.max() >= 0x300:
        seen = _canonical(table.order[seen], seen)
    apart = seen == SEPARATOR
    keep = ~apart
    keep[0] = True
    keep[1:] |= ~apart[:-1]
    if keep.all():
        return seen, owner
    return seen[keep], owner[keep]


def _expand(
    table: Characters,
    codes: npt.NDArray[np.uint32],
    seen: npt.NDArray[np.uint32],
    owner: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """Leave out what is dropped and write out what becomes several code points."""
    lengths = table.length[codes].astype(np.int64)
    many = seen > _SPACE
    many |= (seen == _SPACE) & (lengths > 0)
    if not many.any():
        keep = lengths > 0
        return seen[keep], owner[keep]
    out = np.repeat(seen, lengths)
    inner = np.repeat(many, lengths)
    ends = np.cumsum(lengths)
    place = np.arange(len(out)) - np.repeat(ends - lengths, lengths)
    out[inner] = table.pool[out[inner] - _SPACE + place[inner]]
    return out, np.repeat(owner, lengths)


def _canonical(order: npt.NDArray[np.uint8], seen: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Put marks that follow one letter into canonical order (Unicode Standard, D108), as NFKD does."""
    if not ((order[:-1] > order[1:]) & (order[1:] > 0)).any():
        return seen
    run = np.cumsum(order == 0)
    return seen[np.argsort(run * 256 + order, kind="stable")]
