"""How likely a decoder holds continuations of prompts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from isogloss.errors import InputError
from isogloss.models.hf.memory import in_batches
from isogloss.models.hf.network import Network
from isogloss.models.hf.prompts import continued_ids
from isogloss.models.hf.unembedding import handing, logits_of
from isogloss.models.language_models import Likelihood

if TYPE_CHECKING:
    from torch import Tensor

_CHUNK = 512  # places whose probabilities are held at once: 300 MB in a vocabulary of 150,000
_log = logging.getLogger(__name__)


def likelihoods(
    network: Network, prompts: Sequence[str], continuations: Sequence[Sequence[str]]
) -> list[tuple[Likelihood, ...]]:
    """Return for each prompt the likelihoods of its own continuations.

    Prompt and continuation are read as one text, as in training; the continuation's tokens are those that
    stand for any of its characters. Raises InputError if the lists differ in length, or a continuation is
    longer than the model's positions.
    """
    if len(prompts) != len(continuations):
        raise InputError(
            f"There are {len(prompts):,} prompts and {len(continuations):,} lists of continuations.",
            fix="Give each prompt its own list.",
        )
    counts = [len(own) for own in continuations]
    read = [
        continued_ids(network, prompt, continuation)
        for prompt, own in zip(prompts, continuations, strict=True)
        for continuation in own
    ]
    sequences = _fitting(network, read)
    found = [Likelihood(0.0, 0)] * len(sequences)
    todo = [place for place, (ids, first) in enumerate(sequences) if first < len(ids)]
    work = partial(_work, network, [sequences[place] for place in todo], todo, found)
    in_batches([len(sequences[place][0]) for place in todo], work, most=network.placed.batch)
    ends = [sum(counts[:number]) for number in range(len(counts) + 1)]
    return [tuple(found[start:end]) for start, end in pairwise(ends)]


def _fitting(network: Network, read: Sequence[tuple[list[int], int]]) -> list[tuple[list[int], int]]:
    """Return the sequences without the beginnings that the positions do not suffice for."""
    fitting, cut = [], 0
    for ids, first in read:
        over = max(0, len(ids) - network.positions)
        if over >= first and over:
            raise InputError(
                f"A continuation has {len(ids) - first:,} tokens, and the model reads {network.positions:,}.",
                fix="Score it in parts.",
            )
        cut += over > 0
        fitting.append((ids[over:], first - over))
    if cut:
        _log.warning("%d of %d prompts are too long: they are read without their beginning.", cut, len(read))
    return fitting


def _work(
    network: Network,
    sequences: Sequence[tuple[list[int], int]],
    rows: Sequence[int],
    found: list[Likelihood],
    places: list[int],
) -> None:
    import torch

    chosen = [sequences[place] for place in places]
    ids, mask = network.batch([sequence for sequence, _ in chosen])
    counts = [len(sequence) - first for sequence, first in chosen]
    # The state before a token tells its probability.
    row = torch.repeat_interleave(torch.arange(len(chosen)), torch.tensor(counts))
    column = torch.cat([torch.arange(first - 1, len(sequence) - 1) for sequence, first in chosen])
    targets = torch.cat([torch.tensor(sequence[first:]) for sequence, first in chosen])
    kept = []

    def hand(states: Tensor) -> Tensor:
        kept.append(states[row.to(states.device), column.to(states.device)])
        return kept[0][:_CHUNK].unsqueeze(0)

    with torch.inference_mode():
        with handing(network, hand):
            logits = network.model(input_ids=ids, attention_mask=mask, use_cache=False).logits[0]
        parts = [_picked(logits, targets[:_CHUNK])]
        parts += [
            _picked(logits_of(network, kept[0][at : at + _CHUNK]), targets[at : at + _CHUNK])
            for at in range(_CHUNK, len(targets), _CHUNK)
        ]
        sums = [float(part.sum()) for part in torch.cat(parts).double().split(counts)]
    for place, total, count in zip(places, sums, counts, strict=True):
        found[rows[place]] = Likelihood(total, count)


def _picked(logits: Tensor, targets: Tensor) -> Tensor:
    """Return float32[k]: the logarithm of each target's probability."""
    logarithms = logits.float().log_softmax(-1)
    return logarithms.gather(1, targets.to(logits.device).unsqueeze(1)).squeeze(1).cpu()
