"""Work in batches, the longest texts first; where memory does not suffice, the batch is halved."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from isogloss.errors import IsoglossError

TOKENS: Final = 16_384  # of one batch, padding included
_SAID: Final = ("out of memory", "can't allocate memory", "not enough memory", "cannot allocate memory")
_log = logging.getLogger(__name__)


def out_of_memory(fault: BaseException) -> bool:
    """Return whether an error says that memory, of the machine or of an accelerator, does not suffice."""
    return isinstance(fault, MemoryError) or (
        isinstance(fault, RuntimeError) and any(said in str(fault).lower() for said in _SAID)
    )


def in_batches(
    lengths: Sequence[int], work: Callable[[list[int]], None], *, most: int, tokens: int = TOKENS
) -> None:
    """Call ``work`` with places in ``lengths`` until each had its turn: like lengths together, longest first.

    lengths: of texts in tokens. most: texts at once; long ones are fewer, so many ``tokens`` in all, padding
    included. ``work`` does all or nothing. Out of memory, half the batch is tried; that is said, and kept to
    from there on. Raises IsoglossError if a single text does not fit.
    """
    order = sorted(range(len(lengths)), key=lambda place: (-lengths[place], place))
    at = 0
    while at < len(order):
        longest = lengths[order[at]]
        size = min(_size(longest, most, tokens), len(order) - at)
        if _fits(work, order[at : at + size]):
            at += size
            continue
        if size == 1:
            raise IsoglossError(
                f"A text of {longest:,} tokens does not fit into memory.",
                fix="Cut it, set ISOGLOSS_DTYPE=bfloat16, or ISOGLOSS_DEVICE=cpu.",
            )
        most = size // 2
        _log.warning("Out of memory with %d texts at once: going on with %d.", size, most)


def batches(lengths: Sequence[int], *, most: int, tokens: int = TOKENS) -> Iterator[list[int]]:
    """Yield the batches of ``in_batches`` where memory suffices for each."""
    order = sorted(range(len(lengths)), key=lambda place: (-lengths[place], place))
    at = 0
    while at < len(order):
        size = _size(lengths[order[at]], most, tokens)
        yield order[at : at + size]
        at += size


def _size(longest: int, most: int, tokens: int) -> int:
    return max(1, min(most, tokens // max(longest, 1)))


def _fits(work: Callable[[list[int]], None], batch: list[int]) -> bool:
    try:
        work(batch)
    except (RuntimeError, MemoryError) as fault:
        if not out_of_memory(fault):
            raise
    else:
        return True
    _give_back()  # here the error is gone, and with it what its frames held
    return False


def _give_back() -> None:
    import torch

    if torch.cuda.is_available():
        torch.cuda.empty_cache()
