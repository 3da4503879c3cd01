"""Computing that gives the same bits each time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from isogloss.errors import InputError


@contextmanager
def steady(seed: int) -> Iterator[None]:
    """Seed torch and compute in one thread while the block runs; afterwards all is as before.

    Sums in several threads depend on how many there are: ISOGLOSS_THREADS asks for more, and the bits of
    weights are then those of that number. Raises InputError where it is none.
    """
    import torch

    threads, wanted = torch.get_num_threads(), threads_wanted()
    torch.set_num_threads(wanted)
    try:
        with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
            torch.manual_seed(seed)
            yield
    finally:
        torch.set_num_threads(threads)


def threads_wanted(environment: Mapping[str, str] = os.environ) -> int:
    """Return how many threads train on a CPU, as ISOGLOSS_THREADS says, by default one."""
    said = environment.get("ISOGLOSS_THREADS") or "1"
    if not (said.isascii() and said.isdigit() and 0 < int(said) <= 1024):
        raise InputError(
            f"ISOGLOSS_THREADS is {said!r}, not a number of threads.", fix="Write a number from 1, such as 4."
        )
    return int(said)
