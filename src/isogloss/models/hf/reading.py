"""Sequences through a network in batches: on a CPU a batch a core, which beats all cores on one batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from isogloss.models.hf.memory import batches, in_batches
from isogloss.models.hf.network import Network, text_config
from isogloss.models.hf.packed import packing

_KEPT: Final = (32 << 20) - (64 << 10)  # bytes
_CHANGING: Final = ("dynamic", "longrope")  # rotations that a network changes with the length that it reads


def read_in_batches(
    network: Network, lengths: Sequence[int], work: Callable[[list[int]], None], *, mixed: bool = False
) -> None:
    """Call ``work`` with places in ``lengths``, texts in tokens, until each had its turn; as ``in_batches``.

    mixed: products are taken in bfloat16, also where the network's placement does not say so.
    On a CPU it is called in as many threads as torch has for itself, at once: what it writes in common it
    must guard. However many they are, batches are the same. Raises what ``work`` does, IsoglossError if a
    single text does not fit into memory.
    """
    import torch

    entering = packing(network.body, sum(lengths), mixed=mixed or network.placed.mixed)

    def share(places: Sequence[int]) -> None:
        own = [lengths[place] for place in places]
        with entering():
            in_batches(
                own,
                lambda rows: work([places[row] for row in rows]),
                most=network.placed.batch,
                tokens=network.placed.tokens,
            )

    shares = list(batches(lengths, most=network.placed.batch, tokens=network.placed.tokens))
    threads = min(len(shares), torch.get_num_threads())
    if network.model.device.type != "cpu" or threads == 1 or _changes(network):
        share(range(len(lengths)))
    elif threads > 1:
        _at_once(share, shares, threads)


def _at_once(share: Callable[[Sequence[int]], None], shares: Sequence[Sequence[int]], threads: int) -> None:
    """Work on the shares in threads of one core each."""
    import torch

    _keep_memory()
    before = torch.get_num_threads()
    pool = ThreadPoolExecutor(threads, "read", initializer=torch.set_num_threads, initargs=(1,))
    try:
        for _ in pool.map(share, shares):
            pass
    finally:
        pool.shutdown(cancel_futures=True)
        torch.set_num_threads(before)  # what a thread sets for itself, torch takes for those that come later


def _keep_memory() -> None:
    """Have the C library keep what layers give back, instead of asking for it, page by page, at each layer.

    glibc raises its limits, up to 32 MB, to the largest block that was ever given back.
    """
    import torch

    torch.empty(_KEPT, dtype=torch.uint8)


def _changes(network: Network) -> bool:
    """Return whether reading changes the network, so that two threads cannot read at once."""
    rotation = getattr(text_config(network.body), "rope_parameters", None) or {}
    return any(kind in str(rotation) for kind in _CHANGING)
