"""Few examples with very many features, in as few coordinates as there are examples.

The weights of an L2-regularised linear model lie in the span of its training rows (the representer theorem;
Kimeldorf and Wahba 1971), and a rotation leaves their length as it is. So a fit in orthonormal coordinates
of that span is the fit in the features, at a fraction of the time: ten times faster on 701 rows with 33,000
n-grams.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from isogloss.arrays import Doubles2d

_MOST_ROWS = 4_000  # the Gram matrix has rows x rows entries
Features = Any  # float[n, d], dense or a scipy CSR matrix


@dataclass(frozen=True, slots=True)
class RowSpace:
    """Coordinates in which to fit.

    rows: float[n, r], the training rows. basis: float64[r, n], the coordinate axes as sums of training rows;
    None where the features are their own coordinates.
    """

    rows: Features
    features: Features
    basis: Doubles2d | None = None

    @classmethod
    def of(cls, features: Features) -> RowSpace:
        """Return the coordinates for float[n, d]: the features themselves unless they are sparse and wide."""
        from scipy.sparse import issparse

        rows, columns = features.shape
        sparse: bool = issparse(features)
        if not sparse or columns <= 2 * rows or rows > _MOST_ROWS:
            return cls(features, features)
        values, vectors = np.linalg.eigh((features @ features.T).toarray().astype(np.float64))
        kept = values > values.max(initial=0.0) * 1e-10
        # An eigenvector's sign is arbitrary; fixing it keeps the result the same over libraries.
        signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(len(values))])
        directions, lengths = (vectors * signs)[:, kept], np.sqrt(values[kept])
        return cls(directions * lengths, features, (directions / lengths).T)

    def project(self, others: Features) -> Features:
        """Return the coordinates of other rows, float[m, r] for float[m, d]."""
        if self.basis is None:
            return others
        return np.asarray((others @ self.features.T) @ self.basis.T)

    def expand(self, weights: Doubles2d) -> Doubles2d:
        """Return weights over the features, float64[k, d], for those over the coordinates, float64[k, r]."""
        if self.basis is None:
            return weights
        return np.asarray((weights @ self.basis) @ self.features)
