"""A transformer tuned by contrast on a handful of examples, and logistic regression over its vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.data.examples import Labelled
from isogloss.errors import InputError
from isogloss.tasks.task import Task
from isogloss.training.heads.head import Exported, Inputs, Lesson
from isogloss.training.heads.linear import Linear, LinearHead, fit_linear
from isogloss.training.inputs import Takes

if TYPE_CHECKING:
    from isogloss.models.hf.encoder import TransformerEncoder

_FOLDER: Final = "encoder"


@dataclass(frozen=True, slots=True)
class SetFitHead(LinearHead):
    """The tuned encoder, and the linear classifier over its vectors.

    base: the folder of the model that was tuned, whose tokenizer and pooling the tuned one keeps.
    """

    encoder: TransformerEncoder
    base: Path
    takes: ClassVar[Takes] = "examples"
    takes_adapter: ClassVar[bool] = False
    reads_beside: ClassVar[bool] = False

    @classmethod
    def check(cls, task: Task, model: str) -> None:
        """Raise InputError where the task is not one class of one text, or the model no transformer."""
        if task.example is not Labelled:
            raise InputError(
                f"SetFit learns classes of single texts, not {task.name}.",
                fix="Choose another recipe: docs/recipes.md.",
            )
        if not model.startswith("hf:"):
            raise InputError(
                f"SetFit tunes a transformer, and {model!r} is none.",
                fix="Name one with --model hf:FOLDER-or-NAME.",
            )

    @classmethod
    def fit(cls, lesson: Lesson) -> SetFitHead:
        """Return the head trained on the lesson; raises InputError where the model cannot be trained."""
        from isogloss.training.fewshot.setfit import contrasted, vectors_of
        from isogloss.training.finetuning.tuned import base_folder

        if len(set(lesson.labels)) < 2:
            raise InputError("Training holds fewer than two classes.", fix="Check the column of the label.")
        encoder = contrasted(lesson)
        dev = vectors_of(encoder, lesson.dev_inputs)
        linear = fit_linear(vectors_of(encoder, lesson.inputs), lesson, dev)
        return cls(linear, encoder, base_folder(lesson.model))

    @classmethod
    def load(cls, folder: Path) -> SetFitHead:
        """Return the head that ``save`` put into ``folder``."""
        from isogloss.training.fewshot.setfit import fresh

        return cls(Linear.load(folder), fresh(folder / _FOLDER), folder / _FOLDER)

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)] for n examples."""
        from isogloss.training.fewshot.setfit import vectors_of

        examples: Sequence[Any] = inputs
        if not len(examples):
            return np.empty((0, len(self.labels)))
        return self.linear.probabilities(vectors_of(self.encoder, examples))

    def save(self, folder: Path) -> None:
        """Write the classifier, and the encoder as transformers and sentence-transformers read it."""
        from isogloss.models.hf.exporting import save_encoder

        (folder / _FOLDER).mkdir()
        save_encoder(self.encoder.network.model, self.base, folder / _FOLDER)
        self.linear.save(folder)

    def export(self, folder: Path) -> Exported:
        """Write a folder of ``SentenceTransformer``, and the classifier over its vectors."""
        from isogloss.models.hf.exporting import export_encoder

        export_encoder(self.encoder, self.base, folder)
        self.linear.save(folder)
        return Exported(
            "SentenceTransformer",
            "sentence-similarity",
            (
                "The classes are told by linear.safetensors over a vector v: softmax((coefficients · v + "
                f"intercepts) / {self.linear.temperature:.6g}), in the order of linear.json.",
            ),
        )
