"""What was written of the most similar training example, whatever the text: a floor for writing systems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

import msgspec
import numpy as np

from isogloss.arrays import Floats2d
from isogloss.data.examples import Generation
from isogloss.metrics.references import references
from isogloss.tasks.task import Task
from isogloss.training.grams import Grams
from isogloss.training.heads.checking import check_task
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.heads.tfidf import load_grams, save_grams
from isogloss.training.heads.ties import unit
from isogloss.training.inputs import Takes
from isogloss.training.keeping import keep_arrays
from isogloss.training.predicted import Predicted

_BLOCK: Final = 512  # texts whose similarities to all of training are held at a time


@dataclass(frozen=True, slots=True)
class NearestHead:
    """The vectors of training, float32[n, d] of unit length, and the first reference of each."""

    vectors: Floats2d
    outputs: tuple[str, ...]
    labels: tuple[str, ...] = ()
    choice: None = None
    takes: ClassVar[Takes] = "vectors"

    @classmethod
    def check(cls, task: Task, _model: str) -> None:
        """Raise InputError for any task but writing: generation and numbers."""
        check_task("nearest", task, Generation)

    @classmethod
    def fit(cls, lesson: Lesson) -> NearestHead:
        """Return the lesson's vectors with what was written; labels as ``metrics.references`` writes them."""
        return cls(unit(lesson.inputs), _outputs(lesson))

    @classmethod
    def load(cls, folder: Path) -> NearestHead:
        """Return the head that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file

        return cls(load_file(folder / "nearest.safetensors")["vectors"], _read(folder))

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the output of the nearest text of training, the first of equals; its cosine, not below 0."""
        vectors = unit(inputs)
        found: list[Predicted] = []
        for start in range(0, len(vectors), _BLOCK):
            found += _best(vectors[start : start + _BLOCK] @ self.vectors.T, self.outputs)
        return found

    def save(self, folder: Path) -> None:
        """Write the vectors and the outputs."""
        keep_arrays(folder / "nearest.safetensors", {"vectors": self.vectors})
        _write(folder, self.outputs)


@dataclass(frozen=True, slots=True)
class NearestByTerms:
    """The same by TF-IDF of character n-grams: what is reached without any model.

    rows: the vectors of training, sparse float64[n, terms] of unit length.
    """

    grams: Grams
    rows: Any
    outputs: tuple[str, ...]
    labels: tuple[str, ...] = ()
    choice: None = None
    takes: ClassVar[Takes] = "texts"

    @classmethod
    def check(cls, task: Task, _model: str) -> None:
        """Raise InputError for any task but writing: generation and numbers."""
        check_task("nearest-tfidf", task, Generation)

    @classmethod
    def fit(cls, lesson: Lesson) -> NearestByTerms:
        """Return the lesson's texts with what was written of them."""
        return cls(*Grams.fit(lesson.inputs), _outputs(lesson))

    @classmethod
    def load(cls, folder: Path) -> NearestByTerms:
        """Return the head that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file
        from scipy.sparse import csr_matrix

        arrays, grams = load_file(folder / "rows.safetensors"), load_grams(folder)
        outputs = _read(folder)
        shape = (len(outputs), len(grams.terms))
        return cls(grams, csr_matrix(tuple(arrays[name] for name in _PARTS), shape=shape), outputs)

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the output of the nearest text of training, the first of equals, and its cosine."""
        found: list[Predicted] = []
        for start in range(0, len(inputs), _BLOCK):
            rows = self.grams.rows(inputs[start : start + _BLOCK])
            found += _best((rows @ self.rows.T).toarray(), self.outputs)
        return found

    def save(self, folder: Path) -> None:
        """Write the vectoriser, the vectors and the outputs."""
        save_grams(self.grams, folder)
        keep_arrays(folder / "rows.safetensors", {name: getattr(self.rows, name) for name in _PARTS})
        _write(folder, self.outputs)


_PARTS: Final = ("data", "indices", "indptr")


def _best(similarities: Floats2d, outputs: Sequence[str]) -> Iterator[Predicted]:
    places = similarities.argmax(axis=1)
    for row, place in zip(similarities, places.tolist(), strict=True):
        yield Predicted(outputs[place], float(np.clip(row[place], 0.0, 1.0)))


def _outputs(lesson: Lesson) -> tuple[str, ...]:
    return tuple(references(label).references[0] for label in lesson.labels)


def _write(folder: Path, outputs: Sequence[str]) -> None:
    (folder / "outputs.json").write_bytes(msgspec.json.encode(outputs))


def _read(folder: Path) -> tuple[str, ...]:
    return msgspec.json.decode((folder / "outputs.json").read_bytes(), type=tuple[str, ...])
