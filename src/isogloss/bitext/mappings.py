"""Ways to learn what brings two languages' word vectors into one space."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from isogloss.table import unknown

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d, Ints2d

# Words of either language that learning looks at, and among which neighbourhoods are taken.
FREQUENT: Final = 20_000

Matrices: TypeAlias = "tuple[Floats2d, Floats2d]"
# From rows of unit length of both languages, the pairs of rows that mean the same and a seed, to a matrix for
# either language.
Learner: TypeAlias = "Callable[[Floats2d, Floats2d, Ints2d, int], Matrices]"


def learner_of(method: str) -> Learner:
    """Return what learns by this method; raises UnknownName with the nearest names."""
    if method not in METHODS:
        raise unknown(method, METHODS, kind="method")
    return METHODS[method]


def _procrustes(source: Floats2d, target: Floats2d, pairs: Ints2d, _: int) -> Matrices:
    from isogloss.metrics.mapping import procrustes

    return procrustes(source[pairs[:, 0]], target[pairs[:, 1]]), _same(target)


def _refined(source: Floats2d, target: Floats2d, pairs: Ints2d, seed: int) -> Matrices:
    from isogloss.metrics.self_learning import refined

    matrix, same = _procrustes(source, target, pairs, seed)
    return refined(source[:FREQUENT], target[:FREQUENT], matrix), same


def _rcsls(source: Floats2d, target: Floats2d, pairs: Ints2d, _: int) -> Matrices:
    from isogloss.metrics.rcsls import rcsls

    # The words among which neighbours are sought, and after them the anchors that are not among these.
    return rcsls(*_with_anchors(source, target, pairs)), _same(target)


def _with_anchors(source: Floats2d, target: Floats2d, pairs: Ints2d) -> tuple[Floats2d, Floats2d, Ints2d]:
    """Return the frequent words of both sides and the anchors, and where the anchors stand among these."""
    import numpy as np

    sides, places = [], []
    for column, vectors in enumerate((source, target)):
        rows = np.unique(np.concatenate([np.arange(min(FREQUENT, len(vectors))), pairs[:, column]]))
        sides.append(vectors[rows])
        places.append(np.searchsorted(rows, pairs[:, column]))
    return sides[0], sides[1], np.stack(places, axis=1)


def _self_learned(source: Floats2d, target: Floats2d, pairs: Ints2d, seed: int) -> Matrices:
    from isogloss.metrics.mapping import procrustes, symmetric
    from isogloss.metrics.self_learning import self_learned

    found = self_learned(source, target, pairs, seed=seed)
    if len(found) >= 2 * max(source.shape[1], target.shape[1]):
        return symmetric(source, target, found)
    return procrustes(source[found[:, 0]], target[found[:, 1]]), _same(target)


def _unsupervised(source: Floats2d, target: Floats2d, _: Ints2d, seed: int) -> Matrices:
    from isogloss.metrics.self_learning import alike_by_distribution

    return _self_learned(source, target, alike_by_distribution(source, target), seed)


def _same(target: Floats2d) -> Floats2d:
    import numpy as np

    return np.eye(target.shape[1], dtype=np.float32)


METHODS: Final[Mapping[str, Learner]] = {
    "procrustes": _procrustes,
    "rcsls": _rcsls,
    "refined": _refined,
    "self-learning": _self_learned,
    "unsupervised": _unsupervised,
}
