"""Computing that gives the same bits each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def steady(seed: int) -> Iterator[None]:
    """Seed torch and compute in one thread while the block runs; afterwards all is as before.

    Sums in several threads depend on how many there are, and so on the machine.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            yield
    finally:
        torch.set_num_threads(threads)
