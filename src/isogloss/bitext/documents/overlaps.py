"""Vectors of every run of up to n sentences of a document, and what similarity chance would give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.bitext.vectors import vectors_of

if TYPE_CHECKING:
    from isogloss.arrays import Doubles2d, Floats2d, Floats3d
    from isogloss.languages import Language
    from isogloss.models.contracts import Encoder

_SAMPLE: Final = 128


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One document.

    vectors: float32[s, n, d]; ``[a - 1, i]`` is that of the ``a`` sentences of which sentence i is the last,
    zeros where there are not so many. chance: float64[s, n], the mean of 1 - cosine with sentences of the
    other document.
    """

    vectors: Floats3d
    chance: Doubles2d

    def __len__(self) -> int:
        return int(self.vectors.shape[1])

    def halved(self, other_sample: Floats2d) -> Side:
        """Return the document with each two sentences as one: the sum of their vectors, of unit length."""
        single = self.vectors[0]
        even = single[0::2].copy()
        even[: len(single) // 2] += single[1::2]
        return side_of(unit(even)[None], other_sample)


def overlaps(sentences: Sequence[str], most: int, encoder: Encoder, language: Language | None) -> Floats3d:
    """Return float32[most, n, d]: the vectors of all runs of 1 to ``most`` sentences, as in ``Side``.

    sentences: one at least. Raises InputError as ``vectors_of`` does.
    Source: Thompson and Koehn 2019, https://aclanthology.org/D19-1136, section 3.1.
    """
    sizes = [vectors_of(sentences, encoder, language)]
    for size in range(2, most + 1):
        runs = [" ".join(sentences[end - size : end]) for end in range(size, len(sentences) + 1)]
        padded = np.zeros_like(sizes[0])
        if runs:
            padded[size - 1 :] = vectors_of(runs, encoder, language)
        sizes.append(padded)
    return np.stack(sizes)


def sample(vectors: Floats3d) -> Floats2d:
    """Return float32[r, d]: at most 128 runs of sentences, evenly spaced, of every size in turn."""
    sizes, n, _ = vectors.shape
    places = np.unique(np.linspace(0, n - 1, min(n, _SAMPLE)).round().astype(np.int64))
    which = np.minimum(np.arange(len(places)) % sizes, places)
    return np.asarray(vectors[which, places], np.float32)


def side_of(vectors: Floats3d, other_sample: Floats2d) -> Side:
    """Return the side of these vectors; other_sample: runs of the other document, see ``sample``."""
    mean = other_sample.mean(axis=0, dtype=np.float64)
    return Side(vectors, np.asarray(1 - vectors @ mean, np.float64))


def unit(vectors: Floats2d) -> Floats2d:
    """Return the rows divided by their length, zeros as they are."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0), np.float32)
