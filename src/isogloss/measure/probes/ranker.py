"""Language Ranker: how near a language's representations lie to the pivot's, over all layers.

Source: Li et al. 2024, "Language Ranker", arXiv:2404.11553, section 3: the cosine of a sentence's
representation with that of its English translation, averaged over sentences and layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from isogloss.languages import Language
from isogloss.measure.averages import by_layer
from isogloss.measure.columns import numbers_of
from isogloss.measure.job import Job
from isogloss.measure.poolings import poolings
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.vectors import sides
from isogloss.metrics.mexa import unit_rows
from isogloss.models.contracts import Pooling


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield the mean cosine with the pivot's sentence, of each layer and over all.

    contrast: how much of it is left when the mean cosine with *other* sentences of the pivot is taken away;
    in a space where all vectors point one way, similarity alone says little.
    """
    for pooling in poolings(job):
        yield from _pooled(job, language, pooling)


def of_all(job: Job, languages: Sequence[Language]) -> Iterator[Finding]:
    """Yield the numbers of the given table, as rows beside those that were found: a column a metric."""
    if job.settings.given is None:
        return
    for language, name, value in numbers_of(job.settings.given, languages):
        yield Finding(metric="given", value=value, n=1, detail={"column": name}, language=language)


def _pooled(job: Job, language: Language, pooling: Pooling) -> Iterator[Finding]:
    found = sides(job, language, pooling, distinct=False)
    if not len(found.rows):
        return
    similarity, contrast = [], []
    for own, pivot in found:
        one, other = (unit_rows(vectors).astype(np.float64) for vectors in (own, pivot))
        similarity.append(np.einsum("ij,ij->i", one, other))
        others = (one @ other.sum(axis=0) - similarity[-1]) / max(1, len(other) - 1)
        contrast.append(similarity[-1] - others)
    seed = job.settings.seed
    detail = {"pooling": pooling}
    yield from by_layer("similarity", np.stack(similarity, axis=1), seed, detail)
    if len(found.rows) > 1:
        yield from by_layer("contrast", np.stack(contrast, axis=1), seed, detail)


RANKER: Final = Probe(
    name="ranker",
    need="layers",
    paper="Language Ranker, arXiv:2404.11553",
    of_language=of_language,
    of_all=of_all,
    all_wants=("given",),
)
