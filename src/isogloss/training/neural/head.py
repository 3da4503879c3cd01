"""A head that is a small network: trained by torch, kept as plain arrays."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.models.contracts import WordEncoder
from isogloss.models.registry import load_encoder
from isogloss.tasks.task import Task
from isogloss.training.finetuning.determinism import threads_wanted
from isogloss.training.heads.head import Choice, Inputs, Lesson
from isogloss.training.heads.linear import softmax
from isogloss.training.inputs import NEED_A_MODEL, Takes, Words
from isogloss.training.keeping import keep_arrays, keep_card
from isogloss.training.predicted import Predicted, most_probable

if TYPE_CHECKING:
    from torch import nn

Item = np.ndarray[Any, Any]


class _Facts(msgspec.Struct, frozen=True):
    labels: tuple[str, ...]
    temperature: float
    epochs: float
    select: str
    letters: str = ""


@dataclass(frozen=True, slots=True)
class NeuralHead(ABC):
    """What such heads share; they differ in what a text is to them and in their network.

    weights: by the names that torch gives them. letters: those it knows, where it reads letters.
    choice: ``c`` is the number of epochs.
    """

    labels: tuple[str, ...]
    weights: Mapping[str, Item]
    temperature: float
    choice: Choice
    letters: str
    takes: ClassVar[Takes]
    network: ClassVar[str]  # its class in ``networks``
    first: ClassVar[tuple[str, int]]  # a weight, and which axis of it tells what the network was built for

    @classmethod
    def check(cls, task: Task, model: str) -> None:
        """Raise InputError where the task is no classification, MissingExtra without torch.

        And InputError where it reads words and the model gives no vectors of words.
        """
        if task.answer != "class":
            raise InputError(
                f"A {cls.network} classifies texts; the task is {task.name}.",
                fix="Leave it out of --heads.",
            )
        need("torch", extra="hf", purpose=f"The head {cls.network}")
        threads_wanted()
        if cls.takes in NEED_A_MODEL and not isinstance(load_encoder(model), WordEncoder):
            raise InputError(f"The model {model!r} gives no vectors of words.", fix="Name static.")

    @classmethod
    def fit(cls, lesson: Lesson) -> Self:
        """Return a head trained on the lesson, which is the same each time.

        Raises InputError if there are fewer than two classes, MissingExtra without torch.
        """
        need("torch", extra="hf", purpose=f"The head {cls.network}")
        from isogloss.training.neural.learning import learn

        labels = tuple(sorted(set(lesson.labels)))
        if len(labels) < 2:
            raise InputError(
                "Training holds one class only.", fix="Check which column was taken for the label."
            )
        letters = cls.letters_of(lesson.inputs)
        items = cls.items(lesson.inputs, letters)
        width = len(letters) + 2 if letters else items[0].shape[1]
        dev = cls.items(lesson.dev_inputs, letters) if len(lesson.dev_labels) else []
        learned = learn(lambda: cls._built(width, len(labels)), items, dev, lesson)
        return cls(labels, learned.weights, learned.temperature, learned.choice, letters)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return the head that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file

        facts = msgspec.json.decode((folder / "network.json").read_bytes(), type=_Facts)
        weights = load_file(folder / "network.safetensors")
        choice = Choice(facts.epochs, facts.select)
        return cls(facts.labels, weights, facts.temperature, choice, facts.letters)

    def save(self, folder: Path) -> None:
        """Write ``network.safetensors`` and ``network.json``."""
        keep_arrays(folder / "network.safetensors", self.weights)
        facts = _Facts(self.labels, self.temperature, self.choice.c, self.choice.select, self.letters)
        keep_card(folder / "network.json", facts)

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)], calibrated, rows summing to 1."""
        need("torch", extra="hf", purpose=f"The head {self.network}")
        import torch

        from isogloss.training.finetuning.determinism import steady
        from isogloss.training.neural.learning import logits_of

        items = self.items(inputs, self.letters)
        if not items:
            return np.empty((0, len(self.labels)))
        with steady(0):
            name, axis = self.first
            network = self._built(self.weights[name].shape[axis], len(self.labels))
            network.load_state_dict(
                {name: torch.from_numpy(np.array(array)) for name, array in self.weights.items()}
            )
            return softmax(logits_of(network, items, len(self.labels)) / self.temperature)

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the most probable class of each input, in order."""
        return most_probable(self.probabilities(inputs), self.labels)

    @classmethod
    @abstractmethod
    def items(cls, inputs: Inputs, letters: str) -> list[Item]:
        """Return what the network reads of each input, of one row at least."""

    @classmethod
    def letters_of(cls, inputs: Inputs) -> str:
        """Return the letters that it shall know; none where it reads words."""
        del inputs
        return ""

    @classmethod
    def _built(cls, width: int, classes: int) -> nn.Module:
        from isogloss.training.neural import networks

        network: nn.Module = getattr(networks, cls.network)(width, classes)
        return network


class WordNetworkHead(NeuralHead):
    """Reads the first 128 words of a text."""

    takes: ClassVar[Takes] = "words"

    @classmethod
    def items(cls, inputs: Sequence[Words], letters: str) -> list[Item]:
        """Return float32[words, d] of each text; one row of zeros where there is none."""
        del letters
        return [
            one.vectors.astype(np.float32)
            if len(one.vectors)
            else np.zeros((1, one.vectors.shape[1]), np.float32)
            for one in inputs
        ]
