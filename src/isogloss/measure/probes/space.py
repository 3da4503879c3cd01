"""Space health: do languages and scripts lie apart, and do vectors fill their space.

Sources: Ethayarajh 2019, arXiv:1909.00512 (mean cosine, as a measure of anisotropy); Liu et al. 2024,
"TransliCo", arXiv:2401.06620 (the barrier of scripts); centring by language: Libovický et al. 2020,
arXiv:2004.05160.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final

import numpy as np

from isogloss.arrays import Bools2d, Doubles2d, Floats3d, Ints1d
from isogloss.languages import Language
from isogloss.measure.intervals import BOOTSTRAP, interval, means
from isogloss.measure.job import Job
from isogloss.measure.poolings import poolings
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.vectors import Sides, sides
from isogloss.metrics.isotropy import mean_cosines, script_barrier, translation_cosines
from isogloss.metrics.mexa import unit_rows
from isogloss.metrics.sampling import evenly
from isogloss.metrics.separability import told_apart
from isogloss.models.contracts import Pooling

SENTENCES: Final = 100
_LAYERS: Final = 5
_FEWEST: Final = 4


def of_all(job: Job, languages: Sequence[Language]) -> Iterator[Finding]:
    """Yield what the space of all languages looks like, before and after each language is centred.

    told_apart: share of sentences whose language a linear probe names. mean_cosine: of different sentences of
    one language (0 is isotropic). script_barrier: how much nearer translations in one's own script are than
    those in others. Over at most ``SENTENCES`` sentences that all languages have, in the first, the last and
    three layers between.
    """
    for pooling in poolings(job):
        yield from _pooled(job, languages, pooling)


def _pooled(job: Job, languages: Sequence[Language], pooling: Pooling) -> Iterator[Finding]:
    found = [sides(job, language, pooling) for language in languages]
    shared = reduce(np.intersect1d, [one.numbers for one in found])
    yield Finding(metric="sentences", value=len(shared), n=len(languages), detail={"pooling": pooling})
    if len(shared) < _FEWEST or len(languages) < 2:
        return
    chosen = shared[evenly(len(shared), SENTENCES)]
    count = len(found[0].own)
    for layer in evenly(count, _LAYERS).tolist():
        vectors = _stacked(found, chosen, layer)
        blank = (vectors == 0).all(axis=2)
        centred = vectors - vectors.mean(axis=1, keepdims=True)
        for said, space in (("no", vectors), ("yes", centred)):
            detail = {"layer": "last" if layer == count - 1 else layer, "centred": said, "pooling": pooling}
            yield from _health(space, blank, languages, detail, job.settings.seed)


def _stacked(found: Sequence[Sides], numbers: Ints1d, layer: int) -> Floats3d:
    """Return float32[languages, n, d] of one layer, rows of unit length."""
    stacked = []
    for one in found:
        rows = one.rows[np.searchsorted(one.numbers, numbers)]
        stacked.append(unit_rows(one.own[layer][rows]))
    return np.stack(stacked)


def _health(
    vectors: Floats3d,
    blank: Bools2d,
    languages: Sequence[Language],
    detail: dict[str, str | int],
    seed: int,
) -> Iterator[Finding]:
    # Sentences of which the model reads nothing are alike in all languages; one of them would get them all.
    named = (told_apart(vectors) & ~blank).astype(np.float64)
    cosines = np.stack([mean_cosines(one) for one in vectors])
    barrier = script_barrier(translation_cosines(vectors), [language.script for language in languages])
    for metric, values in (("told_apart", named), ("mean_cosine", cosines)):
        yield from _by_language(metric, values, languages, detail, seed)
    for language, value in zip(languages, barrier.tolist(), strict=True):
        if np.isfinite(value):
            yield Finding(
                metric="script_barrier", value=value, n=vectors.shape[1], detail=detail, language=language
            )
    if np.isfinite(barrier).any():
        mean = float(np.nanmean(barrier))
        yield Finding(metric="script_barrier", value=mean, n=len(languages), detail=detail)


def _by_language(
    metric: str,
    values: Doubles2d,
    languages: Sequence[Language],
    detail: dict[str, str | int],
    seed: int,
) -> Iterator[Finding]:
    """Yield the mean of each row of float64[languages, n], and over all; a draw is the same in all."""
    draws = means(np.ascontiguousarray(values.T), seed)
    of_all_languages = draws.mean(axis=1)
    for place, language in enumerate([*languages, None]):
        drawn = of_all_languages if language is None else draws[:, place]
        low, high = interval(drawn)
        yield Finding(
            metric=metric,
            value=float(values.mean() if language is None else values[place].mean()),
            n=values.shape[1],
            low=low,
            high=high,
            detail=detail,
            language=language,
            interval=BOOTSTRAP,
        )


SPACE: Final = Probe(
    name="space", need="layers", paper="TransliCo, arXiv:2401.06620; arXiv:1909.00512", of_all=of_all
)
