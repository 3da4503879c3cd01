"""The loss by which rows of n-grams are fitted to the vectors of a teacher, as its gradient."""

from __future__ import annotations

import numpy as np

from isogloss.arrays import Floats2d, Ints1d


def loss_gradient(
    total: Floats2d, target: Ints1d, targets: Floats2d, temperature: float, cosine: float
) -> Floats2d:
    """Return d loss / d total for each item, float32[b, d].

    total: float32[b, d], sums of rows; v = total / |total|. The loss of an item is InfoNCE of v against
    the distinct targets of the batch, plus ``cosine`` times (1 - cosine with its own target).
    """
    length = np.sqrt(np.einsum("ij,ij->i", total, total))
    inverse_length = np.where(length > 0, 1 / np.maximum(length, 1e-12), 0).astype(np.float32)[:, None]
    v = total * inverse_length
    distinct, own = np.unique(target, return_inverse=True)
    aims = targets[distinct]
    share = v @ aims.T
    share /= np.float32(temperature)
    share -= share.max(axis=1, keepdims=True)
    np.exp(share, out=share)
    share /= share.sum(axis=1, keepdims=True)
    gradient = share @ aims - aims[own]
    gradient /= np.float32(temperature)
    gradient -= np.float32(cosine) * aims[own]
    gradient -= np.einsum("ij,ij->i", gradient, v)[:, None] * v
    gradient *= inverse_length
    return np.asarray(gradient, np.float32)
