"""From features to the tensors of a batch, padded at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from isogloss.training.finetuning.objectives.objective import Feature


def single(features: Sequence[Feature], filler: int) -> dict[str, Any]:
    """Return input_ids, attention_mask and token_type_ids, int64[n, t], of features of one sequence each."""
    return _padded([row for feature in features for row in feature.ids], _kinds(features), filler)


def several(features: Sequence[Feature], filler: int) -> dict[str, Any]:
    """Return the same as int64[n, c, t], c the most sequences that a feature has.

    A feature of fewer gets empty ones, of one padding token that is read, so that no network divides by zero.
    """
    most = max(len(feature.ids) for feature in features)
    rows = [[*feature.ids, *[(filler,)] * (most - len(feature.ids))] for feature in features]
    kinds = [[*feature.kinds, *[(0,)] * (most - len(feature.kinds))] for feature in features]
    flat = _padded([row for own in rows for row in own], [row for own in kinds for row in own], filler)
    return {name: tensor.view(len(features), most, -1) for name, tensor in flat.items()}


def _kinds(features: Sequence[Feature]) -> list[tuple[int, ...]]:
    return [row for feature in features for row in feature.kinds]


def _padded(rows: Sequence[Sequence[int]], kinds: Sequence[Sequence[int]], filler: int) -> dict[str, Any]:
    import torch

    shape = len(rows), max(map(len, rows))
    ids, mask, of = np.full(shape, filler, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for at, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
        ids[at, : len(row)], mask[at, : len(row)], of[at, : len(row)] = row, 1, kind
    named = {"input_ids": ids, "attention_mask": mask, "token_type_ids": of}
    return {name: torch.from_numpy(array) for name, array in named.items()}
