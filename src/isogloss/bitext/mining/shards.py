"""The vectors of a pile, in shards on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.bitext.mining.piles import Counts, Survey
from isogloss.bitext.mining.work import HERE, Shelf, Spread
from isogloss.bitext.vectors import vectors_of
from isogloss.data.fingerprint import combined
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d, Ints1d

SHARD: Final = 16_384
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

    def places(self, first: int = 0) -> list[int]:
        """Return the shards that have rows, from the ``first`` on."""
        return [at for at in range(first, len(self.starts) - 1) if self.starts[at] < self.starts[at + 1]]

    def shards(self, first: int = 0) -> Iterator[tuple[int, Floats2d]]:
        """Yield the first row and float32[r, d] of each shard that has rows, from the ``first`` shard on."""
        for place in self.places(first):
            yield self.starts[place], self.shard(place)

    def shard(self, place: int) -> Floats2d:
        """Return float32[r, d]: one shard; raises InputError if it is gone."""
        stored = self.shelf.get(f"{place:06}")
        if stored is None:
            raise InputError(
                f"{self.shelf.folder}: a shard is missing.",
                fix="Run the same command again; a cluster's machines must all see the folder.",
            )
        vectors: Floats2d = stored["vectors"]
        return vectors


@dataclass(frozen=True, slots=True)
class _Speaker:
    encoder: Encoder
    language: Language | None


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """The texts of one shard, with the numbers of their lines."""

    place: int
    numbers: tuple[int, ...]
    texts: tuple[str, ...]


def encode_pile(
    found: Survey, encoder: Encoder, language: Language | None, shelf: Shelf, spread: Spread = HERE
) -> tuple[Vectors, Counts]:
    """Return the vectors of the lines to take, and what became of all lines; shards that stand are kept.

    Raises InputError if the encoder gives what is no finite vector a text, or knows nothing of any line.
    """
    key = combined(_VERSION, found.digest, _mask(found), encoder.fingerprint, str(language))[:16]
    own = shelf.below(f"vectors-{key}")
    for place, numbers, vectors in spread.each(_encode, _Speaker(encoder, language), _missing(found, own)):
        own.put(f"{place:06}", vectors=vectors, numbers=numbers)
    stored = [own.part(f"{place:06}", "numbers") for place in range(-(-int(found.taken.sum()) // SHARD))]
    starts = np.cumsum([0, *map(len, stored)]).tolist()
    rows = np.concatenate(stored)
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


def _missing(found: Survey, own: Shelf) -> Iterator[_Texts]:
    """Yield the shards that do not stand yet."""
    texts = track(
        found.texts(),
        label=f"encoding {found.pile.name}",
        total=int(found.taken.sum()),
        unit="lines",
    )
    place = 0
    while lines := list(islice(texts, SHARD)):
        if not own.stands(f"{place:06}"):
            numbers, contents = zip(*lines, strict=True)
            yield _Texts(place, numbers, contents)
        place += 1


def _encode(by: _Speaker, lines: _Texts) -> tuple[int, Ints1d, Floats2d]:
    """Return the place of a shard, the lines of which the encoder knows something, and their vectors."""
    vectors = vectors_of(lines.texts, by.encoder, by.language)
    known = vectors.any(axis=1)
    return lines.place, np.array(lines.numbers, np.int64)[known], vectors[known]
