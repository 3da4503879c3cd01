"""A pack: rows of one language for the n-grams of its own, added to those of the encoder's weights."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load, save

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.languages.matching import matches
from isogloss.models.static.quantised import DIMS
from isogloss.models.static.taught.card import PackCard

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats2d, Ints1d

FOLDER: Final = "taught"
ROWS_FILE: Final = "rows.safetensors"
CARD_FILE: Final = "card.json"
_FIX: Final = "Give a folder that `isogloss model teach` wrote."
_STEP: Final = 2048  # rows unpacked at a time, counted from the start of a text


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """Row i belongs to the n-gram of bucket i and is scales[i] * codes[i].

    buckets: uint32[k], ascending; scales: float32[k]; codes: int8[k, 128]. fingerprint: hexadecimal digits
    over rows and language.
    """

    language: Language
    card: PackCard
    buckets: npt.NDArray[np.uint32]
    scales: npt.NDArray[np.float32]
    codes: npt.NDArray[np.int8]
    fingerprint: str

    def find(self, buckets: npt.NDArray[np.uint32]) -> tuple[Ints1d, Bools1d]:
        """Return the row of each bucket, and whether it has one: int64[k], bool[k]."""
        if not len(self.buckets):
            return np.zeros(len(buckets), np.int64), np.zeros(len(buckets), bool)
        places = np.minimum(np.searchsorted(self.buckets, buckets), len(self.buckets) - 1)
        return places, self.buckets[places] == buckets

    def sums(self, owner: npt.NDArray[np.int32], buckets: npt.NDArray[np.uint32], texts: int) -> Floats2d:
        """Return float32[texts, 128]: for each text, the sum of this pack's rows of its features.

        owner: int32[k], the text of each bucket, ascending. A sum depends on nothing but its own text.
        """
        out = np.zeros((texts, DIMS), np.float32)
        places, have = self.find(buckets)
        places, owner = places[have], owner[have]
        ends = np.searchsorted(owner, np.arange(texts), side="right").tolist()
        first = 0
        for total, end in zip(out, ends, strict=True):
            for start in range(first, end, _STEP):
                rows = places[start : min(end, start + _STEP)]
                total += np.einsum("i,ij->j", self.scales[rows], self.codes[rows].astype(np.float32))
            first = end
        return out


def pack_of(card: PackCard, language: Language, buckets: npt.NDArray[np.uint32], rows: Floats2d) -> Pack:
    """Return ``rows``, float32[k, 128], as a pack, a byte a number. buckets: uint32[k], ascending."""
    scales = (np.abs(rows).max(axis=1, initial=0) / 127).astype(np.float32)
    codes = np.rint(rows / np.maximum(scales, 1e-30)[:, None]).astype(np.int8)
    return Pack(language, card, buckets, scales, codes, _fingerprint(language, buckets, scales, codes))


def _fingerprint(
    language: Language,
    buckets: npt.NDArray[np.uint32],
    scales: npt.NDArray[np.float32],
    codes: npt.NDArray[np.int8],
) -> str:
    total = hashlib.sha256(str(language).encode())
    for array in (buckets, scales, codes):
        total.update(array.tobytes())
    return total.hexdigest()[:16]


def pack_for(packs: Iterable[Pack], language: Language | None) -> Pack | None:
    """Return the pack of ``language`` itself, else of one that matches it; None if there is none."""
    packs = tuple(packs)
    if language is None or not packs:
        return None
    wanted = Language.parse(language)
    matching = [pack for pack in packs if matches(pack.language, wanted)]
    exact = [pack for pack in matching if pack.language == wanted]
    return next(iter([*exact, *matching]), None)


def write_pack(pack: Pack, folder: Path) -> None:
    """Write ``pack`` into ``folder/taught/<language>``, its card last, so that a card always has its rows."""
    place = folder / FOLDER / str(pack.language)
    place.mkdir(parents=True, exist_ok=True)
    rows = save({"buckets": pack.buckets, "scales": pack.scales, "codes": pack.codes})
    _replace(place / ROWS_FILE, rows)
    _replace(place / CARD_FILE, msgspec.json.format(msgspec.json.encode(pack.card), indent=1) + b"\n")


def _replace(target: Path, content: bytes) -> None:
    half = target.with_name(f".{target.name}.part")
    half.write_bytes(content)
    half.replace(target)


def read_packs(folder: Path, weights: str) -> tuple[Pack, ...]:
    """Return the packs in ``folder``, by language; none if nothing was taught there.

    weights: fingerprint of the weights they are to be added to. Raises InputError for a pack that belongs to
    other weights, or is none.
    """
    places = sorted(path.parent for path in (folder / FOLDER).glob(f"*/{CARD_FILE}"))
    return tuple(_read(place, weights) for place in places)


def _read(place: Path, weights: str) -> Pack:
    try:
        card = msgspec.json.decode((place / CARD_FILE).read_bytes(), type=PackCard)
        tensors = load((place / ROWS_FILE).read_bytes())
    except (OSError, msgspec.DecodeError, SafetensorError) as error:
        raise InputError(f"{place}: this is no pack of a taught language ({error}).", fix=_FIX) from None
    if card.weights != weights:
        raise InputError(
            f"{place}: {card.language} was taught to the weights {card.weights}, and these are {weights}.",
            fix="Teach it again: " + card.command,
        )
    shapes = {"buckets": (card.rows,), "scales": (card.rows,), "codes": (card.rows, DIMS)}
    kinds = {"buckets": np.uint32, "scales": np.float32, "codes": np.int8}
    for name, shape in shapes.items():
        found = tensors.get(name)
        if found is None or found.shape != shape or found.dtype != kinds[name]:
            raise InputError(f"{place}: the tensor {name!r} is not as its card says.", fix=_FIX)
    language = Language.parse(card.language)
    fingerprint = _fingerprint(language, tensors["buckets"], tensors["scales"], tensors["codes"])
    return Pack(language, card, fingerprint=fingerprint, **{name: tensors[name] for name in shapes})
