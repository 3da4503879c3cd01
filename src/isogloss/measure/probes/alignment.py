"""Alignment: whether a model puts a sentence and its translation in one place, layer by layer.

Source: Kargaran et al. 2024, "MEXA", arXiv:2410.05873. Beside it xsim (arXiv:1811.01136), CSLS
(arXiv:1710.04087), linear CKA (arXiv:1905.00414) and mutual neighbours (arXiv:2405.07987).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from isogloss.arrays import Bools1d, Doubles2d, Floats1d, Floats2d
from isogloss.languages import Language
from isogloss.measure.averages import average, averages
from isogloss.measure.intervals import BOOTSTRAP, interval, means
from isogloss.measure.job import Job
from isogloss.measure.poolings import poolings
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.vectors import with_altered
from isogloss.metrics.cka import cka, mutual_neighbours
from isogloss.metrics.mexa import cosines, mexa, mexa_csls, over_layers
from isogloss.metrics.xsim import own_margin, xsim
from isogloss.models.contracts import Pooling

_FEWEST: Final = 4  # sentences; with fewer, nothing is far or near
# The metrics that are a mean over sentences, in the order of ``_of_layer``.
_MEANS: Final = ("mexa", "mexa_csls", "xsim", "xsim_from_pivot", "margin", "mutual_neighbours")
_OVER_LAYERS: Final = ("mexa", "mexa_csls")


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield every metric of every layer, and the MEXA scores over layers (their mean, and the best layer).

    The interval is a percentile bootstrap over sentences; which other sentences compete stays as it is. That
    of the best layer picks the best in every draw.
    """
    for pooling in poolings(job):
        yield from _pooled(job, language, pooling)


def _pooled(job: Job, language: Language, pooling: Pooling) -> Iterator[Finding]:
    found = with_altered(job, language, pooling)
    n = len(found.rows)
    said = {"pooling": pooling}
    yield Finding(metric="gaps", value=found.gaps, n=found.gaps + found.repeated + n, detail=said)
    yield Finding(metric="repeated", value=found.repeated, n=found.repeated + n, detail=said)
    if n < _FEWEST:
        return
    per_layer = []
    for layer, (own, pivot) in enumerate(found):
        values, alike = _of_layer(own, pivot)
        per_layer.append(values)
        detail: dict[str, str | int] = {"layer": layer, **said}
        yield from averages([(metric, detail) for metric in _MEANS], values, job.settings.seed)
        changed = found.altered_layer(layer)
        if changed is not None:
            errors = xsim(cosines(own, np.concatenate([pivot, changed]))).astype(np.float64)
            yield average("xsim_altered", errors, job.settings.seed, detail)
        if np.isfinite(alike):
            yield Finding(metric="cka", value=alike, n=n, detail=detail)
    for metric in _OVER_LAYERS:
        scores = np.stack([values[:, _MEANS.index(metric)] for values in per_layer], axis=1)
        yield from _over_layers(metric, scores, job.settings.seed, said)


def _of_layer(own: Floats2d, pivot: Floats2d) -> tuple[Doubles2d, float]:
    """Return float64[n, metrics] of every sentence, in the order of ``_MEANS``, and the CKA of the layer."""
    similarity = cosines(own, pivot)
    columns: tuple[Bools1d | Floats1d, ...] = (
        mexa(own, pivot, similarity),
        mexa_csls(similarity),
        xsim(similarity),
        xsim(np.ascontiguousarray(similarity.T)),
        own_margin(similarity),
        mutual_neighbours(own, pivot),
    )
    return np.stack(columns, axis=1).astype(np.float64), cka(own, pivot)


def _over_layers(
    metric: str, scores: Doubles2d, seed: int, said: Mapping[str, str | int]
) -> Iterator[Finding]:
    draws, whole = means(scores, seed), scores.mean(axis=0, keepdims=True)
    for how in ("max", "mean"):
        low, high = interval(over_layers(draws, how))
        value = float(over_layers(whole, how)[0])
        detail = {"layers": how, **said}
        yield Finding(
            metric=metric, value=value, n=len(scores), low=low, high=high, detail=detail, interval=BOOTSTRAP
        )


ALIGNMENT: Final = Probe(
    name="alignment", need="layers", paper="MEXA, arXiv:2410.05873", of_language=of_language
)
