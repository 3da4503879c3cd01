"""Routing: does a mixture of experts send a language's tokens where it sends the pivot's.

Source: Bandarkar et al. 2025, "Multilingual Routing in Mixture-of-Experts", arXiv:2510.04694, section 3:
routing weights averaged over the tokens of a sentence, and the Jensen-Shannon divergence of a sentence and
its translation, normalised by entropy. Where layers route evenly all divergences are small; dividing by the
mean entropy of the two sentences makes layers and models comparable.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Floats3d
from isogloss.languages import Language
from isogloss.measure.averages import by_layer
from isogloss.measure.job import Job
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.subject import offered
from isogloss.models.language_models import Router

Doubles3d: TypeAlias = Doubles2d  # the type says nothing of dimensions
_BLOCK: Final = 256  # sentences that a model is given at a time
_LEADING: Final = 2  # experts of a layer that are told


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield how far a language's routing lies from the pivot's, by layer and over layers.

    divergence: mean Jensen-Shannon divergence in bits (0 to 1) of a sentence's routing and its translation's.
    normalised_divergence: each divided by the mean entropy of the two, in bits. routing_entropy: of a
    sentence, in bits. pivot_expert, own_expert: by how much more the pivot, or the language, uses an expert
    than the other, of the experts for which that is most; layers and experts count from 0, as ``promoting``
    of the model takes them.
    """
    pair = job.pair(language)
    own, pivot = (_routes(job.model, tuple(texts)).astype(np.float64) for texts in (pair.texts, pair.beside))
    apart, entropy, pivot_entropy = divergences(own, pivot), entropies(own), entropies(pivot)
    seed = job.settings.seed
    middle = (entropy + pivot_entropy) / 2
    normalised = np.divide(apart, middle, out=np.zeros_like(apart), where=middle > 0)
    for metric, values in (
        ("divergence", apart),
        ("normalised_divergence", normalised),
        ("routing_entropy", entropy),
    ):
        yield from by_layer(metric, values.T, seed, {})
    for layer, difference in enumerate((pivot - own).mean(axis=1)):
        yield from _leading("pivot_expert", difference, layer, len(pair.texts))
        yield from _leading("own_expert", -difference, layer, len(pair.texts))


def divergences(one: Doubles3d, other: Doubles3d) -> Doubles2d:
    """Return float64[layers, n]: the Jensen-Shannon divergence of float64[layers, n, experts], in bits.

    It is the entropy of their mean less the mean of their entropies, between 0 and 1.
    """
    mixed = entropies((one + other) / 2)
    return np.clip(mixed - (entropies(one) + entropies(other)) / 2, 0.0, 1.0)


def entropies(weights: Doubles3d) -> Doubles2d:
    """Return float64[layers, n]: the entropy of each row of float64[layers, n, experts], in bits."""
    logs = np.log2(weights, out=np.zeros_like(weights), where=weights > 0)
    return np.asarray(-(weights * logs).sum(axis=-1))


@lru_cache(maxsize=2)
def _routes(model: str, texts: tuple[str, ...]) -> Floats3d:
    """Return float32[layers, n, experts]; the pivot's are asked for once beside many languages."""
    router: Router = offered(model, "router")
    blocks = [router.routes(list(texts[at : at + _BLOCK])) for at in range(0, len(texts), _BLOCK)]
    return np.concatenate(blocks, axis=1)


def _leading(metric: str, gains: Floats1d, layer: int, n: int) -> Iterator[Finding]:
    for expert in np.argsort(-gains, kind="stable")[:_LEADING].tolist():
        if gains[expert] > 0:
            detail: dict[str, str | int] = {"layer": layer, "expert": expert}
            yield Finding(metric=metric, value=float(gains[expert]), n=n, detail=detail)


ROUTING: Final = Probe(
    name="routing",
    need="router",
    paper="Multilingual Routing in Mixture-of-Experts, arXiv:2510.04694",
    of_language=of_language,
)
