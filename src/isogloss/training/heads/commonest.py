"""The commonest tag of training for every word: what a tagger must beat to be worth anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import msgspec

from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted


@dataclass(frozen=True, slots=True)
class CommonestTag:
    """The commonest tag and its share in training; ties go to the tag that sorts first."""

    labels: tuple[str, ...]
    tag: str
    share: float
    takes: ClassVar[Takes] = "tokens"
    choice: None = None

    @classmethod
    def fit(cls, lesson: Lesson) -> CommonestTag:
        """Return the commonest tag of the lesson's labels, tags joined by blanks."""
        counts = Counter(tag for label in lesson.labels for tag in label.split(" "))
        labels = tuple(sorted(counts))
        tag = max(labels, key=lambda one: counts[one])
        return cls(labels, tag, counts[tag] / counts.total())

    @classmethod
    def load(cls, folder: Path) -> CommonestTag:
        """Return the head that ``save`` put into ``folder``."""
        stored = msgspec.json.decode(
            (folder / "commonest.json").read_bytes(), type=tuple[tuple[str, ...], str, float]
        )
        return cls(*stored)

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the same tag for each word of each sentence."""
        sentences: Sequence[Sequence[str]] = inputs
        return [Predicted(" ".join([self.tag] * len(tokens)), self.share) for tokens in sentences]

    def save(self, folder: Path) -> None:
        """Write the tags and the commonest."""
        (folder / "commonest.json").write_bytes(msgspec.json.encode((self.labels, self.tag, self.share)))
