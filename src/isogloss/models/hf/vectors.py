"""Texts to vectors with a network: one a text, and one a layer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from isogloss.models.contracts import Pooling
from isogloss.models.hf.layout import Layout
from isogloss.models.hf.network import Network, blocks_of, watching
from isogloss.models.hf.packed import mixes
from isogloss.models.hf.pooling import pooled, summed, token_weights
from isogloss.models.hf.reading import read_in_batches
from isogloss.models.hf.routing import experts_of

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats1d, Floats2d, Floats3d

Vectors: TypeAlias = Callable[[Any, Any], Any]  # ids and mask, int64[n, t] -> torch.Tensor, float[k, n, d]

_CHUNK: Final = 4096  # texts whose tokens are held at once


def sentence_vectors(network: Network, layout: Layout, texts: Sequence[str]) -> Floats2d:
    """Return float32[n, d], rows of unit length; all zeros for a text of which no token is known."""
    import torch

    def vectors(ids: Tensor, mask: Tensor) -> Tensor:
        states = network.body(input_ids=ids, attention_mask=mask).last_hidden_state
        found = torch.cat([pooled(states, mask.to(states.device), mode) for mode in layout.modes], 1)
        for step in layout.after:
            found = step(found)
        return torch.nn.functional.normalize(found.float(), dim=1).unsqueeze(0)

    read = [layout.prompt + (text.lower() if layout.lower else text) for text in texts]
    # A prompt alone would give an empty text a vector.
    blank = {place for place, text in enumerate(texts) if not text.strip()} if layout.prompt else ()
    found: Floats2d = _computed(network, read, vectors, unread=blank)[0]
    return found


def layer_vectors_by(
    network: Network, texts: Sequence[str], poolings: Sequence[Pooling]
) -> dict[Pooling, Floats3d]:
    """Return float32[layers, n, d] of each pooling, as the layers give them; zeros for a text without tokens.

    The last layer is what the network gives, its final norm included, as in the ``hidden_states`` of
    transformers. States are pooled as they are computed: memory holds those of one layer and one batch. Each
    pooling but the first costs next to nothing.
    """
    import torch

    def vectors(ids: Tensor, mask: Tensor) -> Tensor:
        weights = torch.stack([token_weights(mask, pooling) for pooling in poolings], 1)
        pooled_by = _all_at_once if blocks_of(network.body) is None else _one_by_one
        return torch.cat([layer.transpose(0, 1) for layer in pooled_by(network, ids, mask, weights)])

    found = _computed(network, texts, vectors, mixed=layers_mixed(network))
    return {pooling: found[place :: len(poolings)] for place, pooling in enumerate(poolings)}


def layers_mixed(network: Network) -> bool:
    """Return whether vectors of layers are computed in float32 from products of bfloat16.

    Never unasked in a mixture: what is rounded chooses other experts, and a tenth of a state differs.
    """
    placed = network.placed
    if placed.mixed or not placed.layers_mixed:
        return placed.mixed
    return not experts_of(network.body.config) and mixes(network.body, network.filler)


def known_shares(network: Network, texts: Sequence[str]) -> Floats1d:
    """Return float64[n]: the share in [0, 1] of each text's tokens that are known; 0 without tokens."""
    shares = [
        sum(piece.known for piece in pieces) / max(len(pieces), 1)
        for start in range(0, len(texts), _CHUNK)
        for pieces in network.tokenizer.tokenize(texts[start : start + _CHUNK])
    ]
    return np.array(shares, np.float64)


def _one_by_one(network: Network, ids: Tensor, mask: Tensor, weights: Tensor) -> list[Tensor]:
    """Return float32[n, k, d] of each layer, pooled by float32[n, k, t] as soon as it is computed."""
    layers: list[Tensor] = []
    with watching(network.body, lambda _, states: layers.append(summed(states, weights).cpu())):
        states = network.body(input_ids=ids, attention_mask=mask).last_hidden_state
    layers[-1] = summed(states, weights).cpu()
    return layers


def _all_at_once(network: Network, ids: Tensor, mask: Tensor, weights: Tensor) -> list[Tensor]:
    """Return the same where no list of blocks can be watched (ALBERT shares one)."""
    states = network.body(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
    return [summed(layer, weights).cpu() for layer in states]


def _computed(
    network: Network,
    texts: Sequence[str],
    vectors: Vectors,
    *,
    unread: Collection[int] = (),
    mixed: bool = False,
) -> Floats3d:
    """Return float32[k, n, d]: what ``vectors(ids, mask)``, float[k, batch, d], gives for batches of texts.

    Rows are in input order, zeros for texts of which no token is known or whose places are ``unread``.
    """
    whole: list[Floats3d] = []
    first = Lock()

    def store(rows: list[int], found: Floats3d) -> None:
        with first:
            if not whole:
                whole.append(np.zeros((len(found), len(texts), found.shape[2]), np.float32))
        whole[0][:, rows] = found

    for start in range(0, len(texts), _CHUNK):
        encodings = network.read(texts[start : start + _CHUNK])
        rows = [
            start + place
            for place, encoding in enumerate(encodings)
            if network.knows(encoding) and start + place not in unread
        ]
        sequences = [encodings[row - start].ids for row in rows]
        work = partial(_work, network, vectors, sequences, rows, store)
        lengths = [len(sequence) for sequence in sequences]
        read_in_batches(network, lengths, work, mixed=mixed)
    if not whole:  # nothing was read: a token alone tells how large the zeros are
        _work(network, vectors, [[network.filler]], [], lambda _, found: store([], found[:, :0]), [0])
    return whole[0]


def _work(
    network: Network,
    vectors: Vectors,
    sequences: Sequence[Sequence[int]],
    rows: Sequence[int],
    store: Callable[[list[int], Floats3d], None],
    places: list[int],
) -> None:
    import torch

    ids, mask = network.batch([sequences[place] for place in places])
    with torch.inference_mode():
        found = vectors(ids, mask).float().cpu().numpy()
    store([rows[place] for place in places] if rows else [], found)
