"""A fine-tuned network: what it predicts, and how it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from isogloss.arrays import Floats2d
from isogloss.errors import InputError
from isogloss.models.hf.fingerprint import fingerprint
from isogloss.models.hf.placement import placement
from isogloss.models.hf.quiet import quiet
from isogloss.models.hf.source import folder_of
from isogloss.training.finetuning.adapter import save_adapter, with_adapter
from isogloss.training.finetuning.determinism import steady
from isogloss.training.finetuning.evaluating import scores_of
from isogloss.training.finetuning.network import Trainee, load_trainee
from isogloss.training.finetuning.objectives.objective import Feature, Objective, WritingObjective
from isogloss.training.finetuning.objectives.table import objective
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.keeping import keep_card
from isogloss.training.predicted import Predicted


class TunedCard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a fine-tuned network is, as ``finetuned.json`` keeps it.

    base: the model's name, and fingerprint its content's when it was trained. select: by what the best epoch
    was chosen; epoch: which it is. losses: on what watched, after each epoch. limits: of the objective.
    """

    task: str
    labels: tuple[str, ...]
    base: str
    fingerprint: str
    settings: FineTuning
    select: str
    epoch: int
    losses: tuple[float, ...] = ()
    temperature: float = 1.0
    limits: Mapping[str, int | float] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Tuned:
    """A trained network with all that is needed to ask it."""

    card: TunedCard
    trainee: Trainee
    objective: Objective

    def predict(self, examples: Sequence[Any]) -> list[Predicted]:
        """Return what is predicted of each example, in order."""
        if isinstance(self.objective, WritingObjective):
            with steady(0):
                return self.objective.written(self.trainee, examples, beams=self.card.settings.beams)
        features, scores = self.scored(examples)
        return self.objective.decode(scores, features, examples, self.card.temperature)

    def scored(self, examples: Sequence[Any]) -> tuple[list[Feature], list[Floats2d]]:
        """Return what the network reads of the examples, and its logits for each of that."""
        with steady(0):
            features = self.objective.features(examples, None, self.trainee.reading)
            return features, scores_of(self.trainee, self.objective, features)

    def save(self, folder: Path) -> None:
        """Write a folder that transformers reads, or peft where it is an adapter, and ``finetuned.json``.

        An adapter is kept alone: its base is named, not copied.
        """
        if self.card.settings.adapter == "lora":
            save_adapter(self.trainee.model, folder)
        else:
            with quiet():
                self.trainee.model.save_pretrained(folder)
                self.trainee.reading.tokenizer.save_pretrained(folder)
        keep_card(folder / "finetuned.json", self.card)


def load_tuned(folder: Path) -> Tuned:
    """Return the network that ``save`` put into ``folder``.

    Raises InputError where the base of an adapter is gone or another, OSError or ValueError for damage.
    """
    card = msgspec.json.decode((folder / "finetuned.json").read_bytes(), type=TunedCard)
    lora = card.settings.adapter == "lora"
    whole = _base_of(card, folder) if lora else folder
    kind = objective(card.task, whole)(card.task, card.labels, (), **card.limits)
    trainee = load_trainee(whole, kind, card.settings.longest, placement())
    if lora:
        trainee = replace(trainee, model=with_adapter(trainee.model, folder))
    trainee.model.eval().requires_grad_(False)
    return Tuned(card, trainee, kind)


def _base_of(card: TunedCard, folder: Path) -> Path:
    base = base_folder(card.base)
    if base_fingerprint(base) != card.fingerprint:
        raise InputError(
            f"{folder}: its adapter was trained on another version of the model {card.base!r}.",
            fix="Run isogloss transfer again into a new folder.",
        )
    return base


def base_folder(model: str) -> Path:
    """Return the folder of the transformer called ``model``; raises InputError if it is none."""
    kind, _, place = model.partition(":")
    if kind != "hf" or not place:
        raise InputError(
            f"{model!r} cannot be fine-tuned: it is no transformer.", fix="Write --model hf:FOLDER-or-NAME."
        )
    return folder_of(place)


def base_fingerprint(folder: Path) -> str:
    """Return the fingerprint of a base's content, in whatever numbers it is computed."""
    return fingerprint(folder, dtype="float32")
