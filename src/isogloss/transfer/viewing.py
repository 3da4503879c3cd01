"""Examples as the views of a recipe show them, for one source and one target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from isogloss.data.examples import Example
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.runs.cache import shared_folder
from isogloss.runs.cell import digest
from isogloss.transfer.job import Job, Trial
from isogloss.views.showing import Shown, show


def viewed(job: Job, trial: Trial, specs: Sequence[Mapping[str, Any]], examples: Sequence[Example]) -> Shown:
    """Return the examples after all views, in order; what a translator wrote is kept with the run."""
    remember = partial(Remembered, folder=job.folder / "cache")
    return show(specs, examples, (trial.source, trial.target), seed=trial.seed, remember=remember)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translator whose translations are kept in a folder; whoever asks first waits, all others read."""

    translator: Translator
    folder: Path

    @property
    def name(self) -> str:
        """The translator's own."""
        return self.translator.name

    @property
    def fingerprint(self) -> str:
        """The translator's own."""
        return self.translator.fingerprint

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return what the translator writes, or wrote before."""

        def write(folder: Path) -> None:
            found = self.translator.translate(texts, source, target)
            (folder / "texts.json").write_bytes(msgspec.json.encode(found))

        name = digest([self.fingerprint, str(source), str(target), list(texts)])[:24]
        place = shared_folder(self.folder / "translations" / name, write, locks=self.folder / "locks")
        return msgspec.json.decode((place / "texts.json").read_bytes(), type=list[str])
