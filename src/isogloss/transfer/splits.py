"""Reading the splits of a transfer, the same way in planning and in computing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isogloss.data.dataset import Dataset
from isogloss.data.examples import Labelled
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow
from isogloss.languages import Language


@dataclass(frozen=True, slots=True)
class SplitNames:
    """What the training, the development and the test split are called in this data set."""

    train: str = "train"
    dev: str = "dev"
    test: str = "test"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads whole splits of a data set, setting bad rows aside where the user said so."""

    dataset: Dataset
    names: SplitNames
    keep_going: bool

    def train(self, language: Language, rejects: list[Reject] | None = None) -> list[Labelled]:
        """Return the training examples; what was refused is appended to ``rejects``."""
        return self._read(self.names.train, language, rejects)

    def test(self, language: Language, rejects: list[Reject] | None = None) -> list[Labelled]:
        """Return the test examples; what was refused is appended to ``rejects``."""
        return self._read(self.names.test, language, rejects)

    def dev(
        self, language: Language, labels: Sequence[str], rejects: list[Reject] | None = None
    ) -> list[Labelled]:
        """Return the development examples, none if there are none.

        A label that training lacks makes a bad row here: nothing trained could ever predict it.
        """
        if not self.has(self.names.dev, language):
            return []
        known, kept = set(labels), []
        for example in self._read(self.names.dev, language, rejects):
            if example.label in known:
                kept.append(example)
            else:
                self._refuse(example, language, len(known), rejects)
        return kept

    def has(self, split: str, language: Language) -> bool:
        """Return whether ``language`` has such a split."""
        return split in self.dataset.splits(language)

    def _read(self, split: str, language: Language, rejects: list[Reject] | None) -> list[Labelled]:
        aside = [] if rejects is None else rejects
        return list(self.dataset.examples(split, language, rejects=aside if self.keep_going else None))

    def _refuse(
        self, example: Labelled, language: Language, labels: int, rejects: list[Reject] | None
    ) -> None:
        reason = f"label {example.label!r} is not among the {labels} labels of the training split"
        if not self.keep_going:
            raise BadRow(
                f"{example.origin}: {reason}.",
                fix="Correct it, or add --keep-going to set such rows aside.",
            )
        if rejects is not None:
            file, _, line = example.origin.rpartition(":")
            rejects.append(
                Reject(file, int(line) if line.isdigit() else 0, reason, self.names.dev, str(language))
            )
