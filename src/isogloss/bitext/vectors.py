"""Vectors of texts from any encoder, checked before they are trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.errors import InputError

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d
    from isogloss.languages import Language
    from isogloss.models.contracts import Encoder

BLOCK: Final = 256  # as everywhere, so that an encoder whose batches matter gives the same vectors


def vectors_of(texts: Sequence[str], encoder: Encoder, language: Language | None) -> Floats2d:
    """Return float32[n, d] of n >= 1 texts, zeros where the encoder knows nothing.

    Raises InputError if the encoder gives what is no vector of finite numbers for each text.
    """
    blocks = [
        np.asarray(encoder.encode(list(texts[at : at + BLOCK]), language=language), np.float32)
        for at in range(0, len(texts), BLOCK)
    ]
    vectors = np.concatenate(blocks)
    if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
        raise InputError(
            f"{encoder.name} gave {vectors.shape} numbers, some of them perhaps not finite, for "
            f"{len(texts):,} texts.",
            fix="An encoder gives a vector of finite numbers for each text.",
        )
    return vectors
