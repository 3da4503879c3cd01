"""Character n-grams of many texts at once, as numbers of buckets.

A text is lower-cased; what is no letter, mark or apostrophe is one blank. A gram is 2, 3 or 4 characters long
and may begin or end with a blank, but none stands inside it: words are told apart, their order is not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from isogloss.arrays import Bools1d, Ints1d

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BUCKETS_LOG2: Final = 15
ORDERS: Final = (2, 3, 4)
_PRIME: Final = 0x9E3779B97F4A7C15
_APOSTROPHES: Final = "'’ʻʼ"
# Past these planes of letters, everything counts as one: ideographs of the later extensions.
_POINTS: Final = 0x20000


def ngrams(texts: Sequence[str]) -> Iterator[tuple[Ints1d, Ints1d]]:
    """Yield, for each order, the text's row and the bucket of each gram, int64[m] both, rows ascending."""
    import numpy as np

    points, rows, inside = _points(texts)
    hashed = (points + np.uint64(1)) * np.uint64(_PRIME)
    rolling = hashed.copy()
    for order in range(2, max(ORDERS) + 1):
        length = max(len(points) - order + 1, 0)
        rolling = (rolling[:length] ^ (rolling[:length] >> np.uint64(29))) * np.uint64(_PRIME)
        rolling += hashed[len(hashed) - length :]
        whole = rows[:length] == rows[len(rows) - length :]
        if order == 2:
            whole &= inside[:length] | inside[len(inside) - length :]
        for place in range(1, order - 1):
            whole &= inside[place : place + length]
        mixed = (rolling ^ (rolling >> np.uint64(32))) * np.uint64(_PRIME)
        buckets = (mixed >> np.uint64(64 - BUCKETS_LOG2)).astype(np.int64)
        yield rows[:length][whole], buckets[whole]


def _points(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint64], Ints1d, Bools1d]:
    """Return code points with runs of blanks made one, the row of each, and whether it is inside a word."""
    import numpy as np

    lowered = [f" {text.lower()} " for text in texts]
    raw = np.frombuffer("".join(lowered).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    rows = np.repeat(np.arange(len(texts), dtype=np.int64), [len(text) for text in lowered])
    inside = _in_words()[np.minimum(raw, _POINTS)]
    kept = inside.copy()
    kept[1:] |= inside[:-1]
    kept[np.flatnonzero(np.diff(rows, prepend=-1))] = True
    return np.where(inside, raw, 32).astype(np.uint64)[kept], rows[kept], inside[kept]


@cache
def _in_words() -> Bools1d:
    """Return which code points are letters, marks or apostrophes, bool[_POINTS + 1]."""
    import numpy as np

    found = [unicodedata.category(chr(point))[0] in "LM" for point in range(_POINTS)]
    inside = np.array([*found, True], dtype=np.bool_)
    inside[[ord(mark) for mark in _APOSTROPHES]] = True
    return inside
