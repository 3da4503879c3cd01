"""What the encoder sees of each code point, written down as a table.

The table freezes the Unicode version it was made with, so that a later Python reads a text the same way.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

SEPARATOR: Final = " "

# Accents and vowel points that writers leave out freely, joiners, soft hyphens and the many apostrophes.
_DROPPED_RANGES: Final = (
    (0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06EC), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200B, 0x200F),
    (0x20D0, 0x20FF), (0xFE00, 0xFE0F),
)  # fmt: skip
_DROPPED_SINGLES: Final = frozenset(
    "\u00ad\u02bc\u02bb\u0027\u2018\u2019\u02b9\u0060\u00b4"  # soft hyphen, apostrophes, accents alone
)


def dropped(character: str) -> bool:
    """Return whether the encoder reads over ``character``."""
    code = ord(character)
    return character in _DROPPED_SINGLES or any(first <= code <= last for first, last in _DROPPED_RANGES)


def simplify(character: str) -> str:
    """Return what one code point becomes: letters, marks and numbers, separators, or nothing.

    Lower case and compatibility decomposition (NFKD), twice, since each can call for the other; final
    sigma becomes sigma; decimal digits of every script become ASCII digits; all that is no letter, mark
    or number becomes a separator, and so do surrogates, private and unassigned code points.
    """
    if dropped(character):
        return ""
    if unicodedata.category(character) in ("Cn", "Co", "Cs"):
        return SEPARATOR
    folded = unicodedata.normalize("NFKD", character)
    for _ in range(2):
        folded = unicodedata.normalize("NFKD", folded.lower())
    return "".join(_keep(part) for part in folded.replace("ς", "σ") if not dropped(part))


def _keep(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    return character if category[0] in "LMN" else SEPARATOR


def write_table(path: Path) -> None:
    """Write the table of all code points that ``isogloss.models.static.characters`` reads, about 300 kB."""
    same, separator, gone, mapped = range(4)
    kinds = np.empty(0x110000, np.uint8)
    order = np.zeros(0x110000, np.uint8)
    codes: list[int] = []
    lengths: list[int] = []
    pool: list[int] = []
    for code in range(0x110000):
        character = chr(code)
        becomes = simplify(character)
        order[code] = unicodedata.combining(character)
        kinds[code] = {character: same, SEPARATOR: separator, "": gone}.get(becomes, mapped)
        if kinds[code] == mapped:
            codes.append(code)
            lengths.append(len(becomes))
            pool.extend(map(ord, becomes))

    kind_starts, kind_values = _runs(kinds)
    order_starts, order_values = _runs(order)
    save_file(
        {
            "kind_starts": kind_starts,
            "kind_values": kind_values,
            "order_starts": order_starts,
            "order_values": order_values,
            "mapped_codes": np.array(codes, np.int32),
            "mapped_lengths": np.array(lengths, np.uint8),
            "mapped_pool": np.array(pool, np.int32),
        },
        path,
        metadata={"unicode": unicodedata.unidata_version},
    )
    path.chmod(0o644)


def _runs(values: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    starts = np.flatnonzero(np.diff(values, prepend=np.uint8(255))).astype(np.int32)
    return starts, values[starts]
