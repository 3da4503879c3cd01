"""How well a linear probe tells the language of a vector: a space whose languages stand apart."""

from __future__ import annotations

from typing import Final

import numpy as np

from isogloss.arrays import Bools1d, Floats3d

FOLDS: Final = 2
_RIDGE: Final = 1e-3


def told_apart(vectors: Floats3d, folds: int = FOLDS) -> Bools1d:
    """Return bool[languages, n]: whether a linear probe names the language of each vector.

    vectors: float32[languages, n, d], sentence i the same in all. The probe is ridge regression onto one
    indicator a language (the penalty is 1e-3 of the mean variance), trained on the sentences of the other
    folds, so that no sentence is known from its translations. Chance is 1 / languages.
    """
    languages, n, _ = vectors.shape
    fold = np.arange(n) % folds
    named = np.zeros((languages, n), bool)
    for part in range(min(folds, n)):
        weights, centre = _fitted(vectors[:, fold != part])
        for language in range(languages):
            scores = (vectors[language, fold == part] - centre) @ weights
            named[language, fold == part] = scores.argmax(axis=1) == language
    return named


def _fitted(vectors: Floats3d) -> tuple[Floats3d, Floats3d]:
    """Return weights float32[d, languages] and the centre float32[d]; classes are even, so no intercept."""
    languages, n, d = vectors.shape
    flat = vectors.reshape(-1, d)
    centre = flat.mean(axis=0, dtype=np.float64).astype(np.float32)
    sums = (vectors - centre).sum(axis=1, dtype=np.float64)  # of each language's rows
    if languages * n >= d:
        centred = flat - centre
        scatter = (centred.T @ centred).astype(np.float64)
        scatter.flat[:: d + 1] += _RIDGE * max(np.trace(scatter) / d, 1e-12)
        return np.linalg.solve(scatter, sums.T).astype(np.float32), centre
    centred = flat - centre
    gram = (centred @ centred.T).astype(np.float64)
    gram.flat[:: len(gram) + 1] += _RIDGE * max(np.trace(gram) / d, 1e-12)
    indicators = np.repeat(np.eye(languages), n, axis=0) - 1 / languages
    return (centred.T @ np.linalg.solve(gram, indicators)).astype(np.float32), centre
