"""A network of transformers with a head for the task: loaded to be trained, run on batches of features."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isogloss.errors import InputError
from isogloss.models.hf.generation import plain_generation
from isogloss.models.hf.loading import read_config, read_tokenizer, read_trainee
from isogloss.models.hf.model import rewrites_text, writes_text
from isogloss.models.hf.network import positions_of
from isogloss.models.hf.placement import Placement, placement
from isogloss.models.hf.quiet import quiet
from isogloss.models.hf.seq2seq import plain_rewriting
from isogloss.training.finetuning.objectives.objective import (
    WRITING,
    Architecture,
    Feature,
    Loss,
    Objective,
    Output,
)
from isogloss.training.finetuning.reading import Reading, filler_of

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PretrainedConfig


@dataclass(frozen=True, slots=True, eq=False)
class Trainee:
    """model: of transformers, float32 in training; reading: its tokenizer.

    placed: as the environment wants it: by ``bfloat16`` the network computes in it, though its weights are
    float32. filler: the id of padding. kinds: whether it tells first and second text apart by token types.
    positions: tokens that it reads, and that it writes. start: what an encoder-decoder begins to write with.
    ends: the ids that end a text.
    """

    model: Any
    reading: Reading
    placed: Placement
    filler: int
    kinds: bool
    positions: int = 0
    start: int = 0
    ends: frozenset[int] = frozenset()

    def run(self, objective: Loss, features: Sequence[Feature]) -> Output:
        """Return what the network gives of a batch."""
        inputs = objective.collate(features, self.filler)
        if not self.kinds:
            inputs.pop("token_type_ids", None)
        if (labels := inputs.pop("labels", None)) is not None:
            inputs["decoder_input_ids"] = self._shifted(labels)
        with self._numbers():
            return self.model(**self._there(inputs))

    def generate(self, given: Mapping[str, Any], *, after: int, most: int, beams: int) -> list[list[int]]:
        """Return up to ``most`` ids that the network writes behind the ``after`` that it is given of a row.

        They end before the first that ends a text. beams: kept meanwhile; with 1 the likeliest id each time.
        """
        import torch

        self.model.eval()
        with torch.inference_mode(), self._numbers(), quiet():
            rows = self.model.generate(
                **self._there(given), max_new_tokens=most, num_beams=beams, do_sample=False
            )
        return [list(takewhile(lambda one: one not in self.ends, row[after:])) for row in rows.tolist()]

    def _there(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        return {name: tensor.to(self.model.device) for name, tensor in inputs.items()}

    def _shifted(self, labels: Tensor) -> Tensor:
        """Return what is before each label: the start, and then the labels themselves."""
        shifted = labels.roll(1, dims=1)
        shifted[:, 0] = self.start
        return shifted

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
    config, filler = read_config(folder), filler_of(tokenizer)
    ending = config.eos_token_id if _judges_at_end(config, objective.architecture) else None
    if filler == ending:
        filler = int(not ending)  # what fills up is not read, and must not end the text again
    whole = replace(placed, dtype="float32")
    model = read_trainee(folder, objective.architecture, whole, objective.labels)
    model.config.pad_token_id = filler  # a decoder finds the last token of a text by it
    positions = positions_of(model.base_model, tokenizer)
    takes = inspect.signature(model.forward).parameters
    kinds = "token_type_ids" in takes and getattr(model.config, "type_vocab_size", 0) > 1
    reading = Reading(tokenizer, min(longest, positions), ending)
    trainee = Trainee(model, reading, placed, filler, kinds, positions)
    return _writer(trainee) if model.can_generate() else trainee


def _judges_at_end(config: PretrainedConfig, architecture: Architecture) -> bool:
    """Return whether a network judges a text at the last token that ends it, as encoder-decoders do."""
    return config.is_encoder_decoder and architecture == "AutoModelForSequenceClassification"


def _writer(trainee: Trainee) -> Trainee:
    """Return the trainee that ends what it writes where its tokenizer says, and its makers."""
    model, tokenizer = trainee.model, trainee.reading.tokenizer
    (plain_rewriting if model.config.is_encoder_decoder else plain_generation)(model, trainee.filler)
    plain = model.generation_config
    named = plain.eos_token_id
    ends = {tokenizer.eos_token_id, *(named if isinstance(named, list) else [named])} - {None}
    plain.eos_token_id = sorted(ends)
    start = plain.decoder_start_token_id
    if model.config.is_encoder_decoder and start is None:
        start = tokenizer.eos_token_id
        plain.decoder_start_token_id = start
    return replace(trainee, start=start or 0, ends=frozenset(ends))


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
    if _judges_at_end(config, architecture) and not isinstance(config.eos_token_id, int):
        raise InputError(
            f"{folder}: its config.json names no one token that ends a text, where it would be judged.",
            fix="Name one as eos_token_id there.",
        )
    if architecture in WRITING:
        _check_writer(folder, config)


def _check_writer(folder: Path, config: PretrainedConfig) -> None:
    """Raise InputError where a network could not write, or would not know where to end."""
    if not (writes_text(config) or rewrites_text(config)):
        raise InputError(f"{folder}: was saved without the head that writes.", fix="Take the whole model.")
    if read_tokenizer(folder).eos_token_id is None:
        raise InputError(
            f"{folder}: its tokenizer has no token that ends a text, so none that is written would end.",
            fix="Name one as eos_token in its tokenizer_config.json.",
        )
