"""The vectors of a pile, in shards on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.bitext.mining.piles import Counts, Survey
from isogloss.bitext.mining.work import Shelf
from isogloss.data.fingerprint import combined
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d, Ints1d

SHARD: Final = 16_384
_BATCH: Final = 256  # as everywhere, so that an encoder whose batches matter gives the same vectors
_VERSION: Final = "1"  # another whenever the same lines give other shards


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Vectors of the lines of a pile that an encoder knows, in the order of their lines.

    numbers: int64[n], the line of each. starts: the first row of each shard, and n at the end.
    """

    shelf: Shelf
    key: str
    numbers: Ints1d
    starts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.numbers)

    def shards(self, first: int = 0) -> Iterator[tuple[int, Floats2d]]:
        """Yield the first row and float32[r, d] of each shard that has rows, from the ``first`` shard on."""
        for place in range(first, len(self.starts) - 1):
            if self.starts[place] < self.starts[place + 1]:
                stored = self.shelf.get(f"{place:06}")
                if stored is None:
                    raise InputError(
                        f"{self.shelf.folder}: a shard went missing while it was needed.",
                        fix="Run the same command again.",
                    )
                yield self.starts[place], stored["vectors"]


def encode_pile(
    found: Survey, encoder: Encoder, language: Language | None, shelf: Shelf
) -> tuple[Vectors, Counts]:
    """Return the vectors of the lines to take, and what became of all lines; shards that stand are kept.

    Raises InputError if the encoder gives what is no finite vector a text, or knows nothing of any line.
    """
    key = combined(_VERSION, found.digest, _mask(found), encoder.fingerprint, str(language))[:16]
    own = shelf.below(f"vectors-{key}")
    texts = track(
        found.texts(),
        label=f"encoding {found.pile.name}",
        total=int(found.taken.sum()),
        unit="lines",
    )
    numbers, starts, place = [], [0], 0
    while lines := list(islice(texts, SHARD)):
        stored = own.get(f"{place:06}")
        if stored is None:
            vectors = _encoded([text for _, text in lines], encoder, language)
            known = vectors.any(axis=1)
            stored = {
                "vectors": vectors[known],
                "numbers": np.array([number for number, _ in lines], np.int64)[known],
            }
            own.put(f"{place:06}", **stored)
        numbers.append(stored["numbers"])
        starts.append(starts[-1] + len(stored["numbers"]))
        place += 1
    rows = np.concatenate(numbers)
    if not len(rows):
        raise InputError(
            f"{found.pile.name}: {encoder.name} knows nothing of any of its lines.",
            fix="Check what the file holds, or choose another --model.",
        )
    taken = int(found.taken.sum())
    counts = Counts(
        len(found.taken), found.blank, found.repeated, taken - len(rows), len(rows), found.refused
    )
    return Vectors(own, key, rows, tuple(starts)), counts


def _mask(found: Survey) -> str:
    return np.packbits(found.taken).tobytes().hex()


def _encoded(texts: list[str], encoder: Encoder, language: Language | None) -> Floats2d:
    blocks = [
        np.asarray(encoder.encode(texts[at : at + _BATCH], language=language), np.float32)
        for at in range(0, len(texts), _BATCH)
    ]
    vectors = np.concatenate(blocks)
    if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
        raise InputError(
            f"{encoder.name} gave {vectors.shape} numbers, some of them perhaps not finite, for "
            f"{len(texts):,} texts.",
            fix="An encoder gives a vector of finite numbers for each text.",
        )
    return vectors
