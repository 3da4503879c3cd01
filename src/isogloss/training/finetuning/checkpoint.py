"""The state of a training after an epoch, on disk: safetensors and JSON, whole or not at all."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from torch import Tensor

_PREFIX: Final = "epoch-"
_log = logging.getLogger(__name__)


class Progress(Struct, frozen=True, kw_only=True):
    """How far a training has come.

    epoch: finished ones. step: optimiser steps. losses: on what watches, after each epoch. best: the epoch
    whose weights are kept, counted from 1. at_once: examples that memory has been found to hold.
    """

    epoch: int = 0
    step: int = 0
    losses: tuple[float, ...] = ()
    best: int = 0
    at_once: int


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """weights: those that train, by name; best: of the best epoch. state: of optimiser and random numbers."""

    progress: Progress
    weights: Mapping[str, Tensor]
    best: Mapping[str, Tensor]
    state: Mapping[str, Tensor]


def save_checkpoint(work: Path, checkpoint: Checkpoint) -> None:
    """Write the checkpoint below ``work``; when it stands, the one before it goes."""
    from safetensors.torch import save_file

    progress = checkpoint.progress
    place = work / f"{_PREFIX}{progress.epoch:04d}"
    temporary = work / f".{place.name}.{os.getpid()}"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    save_file(dict(checkpoint.weights), temporary / "weights.safetensors")
    save_file(dict(checkpoint.state), temporary / "state.safetensors")
    if progress.best != progress.epoch:
        save_file(dict(checkpoint.best), temporary / "best.safetensors")
    (temporary / "progress.json").write_bytes(msgspec.json.encode(progress))
    shutil.rmtree(place, ignore_errors=True)
    temporary.rename(place)
    for other in work.glob(f"{_PREFIX}*"):
        if other != place:
            shutil.rmtree(other, ignore_errors=True)


def load_checkpoint(work: Path) -> Checkpoint | None:
    """Return the last checkpoint below ``work``; None if there is none, or none that can be read."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    for place in sorted(work.glob(f"{_PREFIX}*"), reverse=True):
        try:
            progress = msgspec.json.decode((place / "progress.json").read_bytes(), type=Progress)
            weights: dict[str, Any] = load_file(place / "weights.safetensors")
            state = load_file(place / "state.safetensors")
            best = weights
            if progress.best != progress.epoch:
                best = load_file(place / "best.safetensors")
        except (OSError, msgspec.DecodeError, SafetensorError) as fault:
            _log.warning("%s is damaged and is not gone on from: %s", place, fault)
            continue
        return Checkpoint(progress, weights, best, state)
    return None
