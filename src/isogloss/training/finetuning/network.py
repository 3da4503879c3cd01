"""A network of transformers with a head for the task: loaded to be trained, run on batches of features."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from isogloss.errors import InputError
from isogloss.models.hf.loading import read_config, read_tokenizer, read_trainee
from isogloss.models.hf.network import positions_of
from isogloss.models.hf.placement import Placement, placement
from isogloss.training.finetuning.objectives.objective import Architecture, Feature, Loss, Objective, Output
from isogloss.training.finetuning.reading import Reading, filler_of


@dataclass(frozen=True, slots=True, eq=False)
class Trainee:
    """model: of transformers, float32 in training; reading: its tokenizer.

    placed: as the environment wants it: by ``bfloat16`` the network computes in it, though its weights are
    float32. filler: the id of padding. kinds: whether it tells first and second text apart by token types.
    """

    model: Any
    reading: Reading
    placed: Placement
    filler: int
    kinds: bool

    def run(self, objective: Loss, features: Sequence[Feature]) -> Output:
        """Return what the network gives of a batch."""
        inputs = objective.collate(features, self.filler)
        if not self.kinds:
            inputs.pop("token_type_ids", None)
        device = self.model.device
        with self._numbers():
            return self.model(**{name: tensor.to(device) for name, tensor in inputs.items()})

    def _numbers(self) -> AbstractContextManager[Any]:
        if self.placed.dtype != "bfloat16":
            return nullcontext()
        import torch

        half: AbstractContextManager[Any] = torch.autocast(self.model.device.type, dtype=torch.bfloat16)
        return half


def load_trainee(
    folder: Path, objective: Objective, longest: int, placed: Placement | None = None
) -> Trainee:
    """Return the network in ``folder`` with a head for the objective's labels, new unless the folder has it.

    A new head is drawn from torch's generator: seed it before. longest: tokens at the most, fewer where the
    network takes fewer. placed: by default where the environment wants training; the weights are float32
    whatever it says, and bfloat16 is what is computed in. Raises InputError for what cannot be read or
    placed.
    """
    placed = placed or training_placement()
    tokenizer = read_tokenizer(folder)
    filler = filler_of(tokenizer)
    whole = replace(placed, dtype="float32")
    model = read_trainee(folder, objective.architecture, whole, objective.labels)
    model.config.pad_token_id = filler  # a decoder finds the last token of a text by it
    positions = positions_of(model.base_model, tokenizer)
    takes = inspect.signature(model.forward).parameters
    kinds = "token_type_ids" in takes and getattr(model.config, "type_vocab_size", 0) > 1
    reading = Reading(tokenizer, min(longest, positions))
    return Trainee(model, reading, placed, filler, kinds)


def training_placement() -> Placement:
    """Return where the environment wants a network to train; raises InputError for float16: it overflows."""
    placed = placement()
    if placed.dtype == "float16":
        raise InputError(
            "Training in float16 overflows.", fix="Set ISOGLOSS_DTYPE=bfloat16, or leave it unset."
        )
    return placed


def check_architecture(folder: Path, architecture: Architecture, task: str) -> None:
    """Raise InputError where the network in ``folder`` is of a kind that has no head for the task."""
    import transformers

    config = read_config(folder)
    known = getattr(transformers, architecture)._model_mapping
    if type(config) not in known:
        raise InputError(
            f"{folder}: networks of the kind {config.model_type!r} have no head for {task} in transformers.",
            fix="Choose another model, or leave out what fine-tunes.",
        )
