"""Influence of training examples along the way of training: TracIn over checkpoints of a network.

Sources: Pruthi et al. 2020, "Estimating Training Data Influence by Tracing Gradient Descent",
arXiv:2002.08484, equation 3 (TracInCP); Grosse et al. 2023, arXiv:2308.03296, section 3.2 (TF-IDF filtering
and batches of queries).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.extras import need
from isogloss.progress import track

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

T = TypeVar("T")
HELD: Final = 2**30  # bytes of queries' gradients that are kept at once
_GRAMS: Final = (2, 5)  # characters, which every script has


def traced(
    checkpoints: Iterable[tuple[Module, float]],
    loss: Callable[[Any, T], Tensor],
    queries: Sequence[T],
    candidates: Sequence[T],
    *,
    parameters: Callable[[str], bool] = lambda _: True,
) -> Doubles2d:
    """Return float64[queries, candidates]: how much each candidate, trained on, lowered a query's loss.

    The sum over checkpoints of the learning rate times the product of both gradients; below 0 where the
    candidate raised it. checkpoints: networks as they were, with the learning rate there, one in memory at a
    time if they come from a generator. loss: of a network and one example, a scalar. parameters: which take
    part, by name; all by default. Memory: at most ``HELD`` bytes of queries' gradients, or one
    query's; what is more is told in further passes over the candidates.
    """
    need("torch", extra="hf", purpose="Tracing training")
    found = np.zeros((len(queries), len(candidates)))
    for network, rate in checkpoints:
        chosen = [one for name, one in network.named_parameters() if one.requires_grad and parameters(name)]
        was_training = network.training
        network.eval()
        size = sum(one.numel() * one.itemsize for one in chosen)
        block = max(1, HELD // max(1, size))
        for start in range(0, len(queries), block):
            asked = [_gradient(network, loss, query, chosen) for query in queries[start : start + block]]
            for column, candidate in enumerate(track(candidates, label="tracing", unit="examples")):
                own = _gradient(network, loss, candidate, chosen)
                found[start : start + block, column] += [rate * _product(one, own) for one in asked]
        network.train(was_training)
    return found


def likely(queries: Sequence[str], texts: Sequence[str], keep: int) -> Ints1d:
    """Return the places of those texts that are among the ``keep`` most like any query, in order.

    By TF-IDF of characters; what shares no characters with a query may push it all the same, so that a text
    in another script is found only where ``keep`` takes all.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    if keep >= len(texts):
        return np.arange(len(texts))
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=_GRAMS, sublinear_tf=True)
    known = vectorizer.fit_transform(texts)
    near = np.asarray((vectorizer.transform(queries) @ known.T).todense())
    best = np.argsort(-near, axis=1, kind="stable")[:, :keep]
    return np.unique(best)


def _gradient(
    network: Module, loss: Callable[[Any, T], Tensor], example: T, chosen: Sequence[Tensor]
) -> list[Tensor | None]:
    import torch

    value = loss(network, example)
    return list(torch.autograd.grad(value, chosen, allow_unused=True))


def _product(one: Sequence[Tensor | None], other: Sequence[Tensor | None]) -> float:
    """Return the scalar product of two gradients; a parameter that takes no part adds nothing."""
    pairs = zip(one, other, strict=True)
    return sum(float((a * b).sum()) for a, b in pairs if a is not None and b is not None)
