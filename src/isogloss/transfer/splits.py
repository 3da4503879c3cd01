"""Reading the splits of a transfer, the same way in planning and in computing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isogloss.data.dataset import Dataset
from isogloss.data.examples import Example
from isogloss.data.files import FileDataset
from isogloss.data.layout import split_name
from isogloss.data.records import RecordDataset
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow
from isogloss.languages import Language
from isogloss.tasks.table import task
from isogloss.tasks.task import Task


@dataclass(frozen=True, slots=True)
class SplitNames:
    """What the training, the development and the test split are called in this data set."""

    train: str = "train"
    dev: str = "dev"
    test: str = "test"

    def as_read(self) -> SplitNames:
        """Return the names as readers give them: ``valid`` and ``validation`` are ``dev``."""
        return SplitNames(*map(split_name, (self.train, self.dev, self.test)))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads whole splits of a data set, setting bad rows aside where the user said so."""

    dataset: Dataset
    names: SplitNames
    keep_going: bool

    def train(self, language: Language, rejects: list[Reject] | None = None) -> list[Example]:
        """Return the training examples; what was refused is appended to ``rejects``."""
        return self._read(self.names.train, language, rejects)

    def test(self, language: Language, rejects: list[Reject] | None = None) -> list[Example]:
        """Return the test examples; what was refused is appended to ``rejects``."""
        return self._read(self.names.test, language, rejects)

    def dev(
        self, language: Language, labels: Sequence[str], rejects: list[Reject] | None = None
    ) -> list[Example]:
        """Return the development examples, none if there are none.

        A label that training lacks makes a bad row here: nothing trained could ever predict it.
        """
        if not self.has(self.names.dev, language):
            return []
        known, kept = set(labels), []
        for example in self._read(self.names.dev, language, rejects):
            strange = [label for label in self.task.classes(example) if label not in known]
            if strange:
                self._refuse(example, strange[0], language, len(known), rejects)
            else:
                kept.append(example)
        return kept

    def pass_over(self, rejects: list[Reject]) -> None:
        """Read those groups of a file of many languages that nothing else reads, for their bad rows.

        A row that names no known language belongs to no group of its own; it must not vanish with one that
        is not read.
        """
        if isinstance(self.dataset, FileDataset | RecordDataset) and self.dataset.by_language:
            known = {(reject.file, reject.line) for reject in rejects}
            for language in self.dataset.languages():
                for split in self.dataset.splits(language):
                    found: list[Reject] = []
                    self._read(split, language, found)
                    rejects += [reject for reject in found if (reject.file, reject.line) not in known]

    @property
    def task(self) -> Task:
        """The task kind of the data set."""
        return task(self.dataset.task)

    def has(self, split: str, language: Language) -> bool:
        """Return whether ``language`` has such a split."""
        return split in self.dataset.splits(language)

    def _read(self, split: str, language: Language, rejects: list[Reject] | None) -> list[Example]:
        aside = [] if rejects is None else rejects
        return list(self.dataset.examples(split, language, rejects=aside if self.keep_going else None))

    def _refuse(
        self, example: Example, label: str, language: Language, labels: int, rejects: list[Reject] | None
    ) -> None:
        reason = f"label {label!r} is not among the {labels} labels of the training split"
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
