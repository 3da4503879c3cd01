"""Texts that come again: within a split, with another label, in another split."""

from __future__ import annotations

import unicodedata
from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def text_key(text: str) -> int:
    """Return 64 bits that are equal for texts that differ in case, spacing or normal form only.

    Two different texts share them by chance once in 10^19 pairs, so counts over millions are safe.
    """
    folded = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    digest = blake2b(unicodedata.normalize("NFC", folded).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


def repeats(keys: array[int]) -> int:
    """Return how many texts stand in the split already: rows less different texts."""
    import numpy as np

    return len(keys) - len(np.unique(_array(keys)))


def contradictions(keys: array[int], labels: array[int]) -> int:
    """Return how many different texts carry more than one label; ``labels`` are numbers of classes."""
    import numpy as np

    pairs = np.unique(np.stack([_array(keys), _array(labels)]), axis=1)
    _, counts = np.unique(pairs[0], return_counts=True)
    return int((counts > 1).sum())


def shared(keys: array[int], others: array[int]) -> int:
    """Return how many rows of ``keys`` hold a text that also stands in ``others``."""
    import numpy as np

    return int(np.isin(_array(keys), _array(others)).sum())


def _array(values: array[int]) -> NDArray[np.uint64]:
    import numpy as np

    return np.frombuffer(values, dtype=np.uint64) if len(values) else np.empty(0, dtype=np.uint64)
