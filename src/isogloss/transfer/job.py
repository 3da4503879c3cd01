"""What every cell of a transfer needs to know; pickled once to each worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.models.registry import load_encoder
from isogloss.runs.cell import Cell
from isogloss.tasks.task import Task
from isogloss.transfer.recipe import Recipe
from isogloss.transfer.splits import Reader


@dataclass(frozen=True, slots=True)
class Job:
    """A planned transfer.

    folder: the run folder. recipes: by name. sources: in the order in which they were named. pool: the
    languages whose labels ``labels = "all"`` means.
    fingerprints: name -> digits, of data and model. data: the data set as signatures write it.
    """

    reader: Reader
    model_name: str
    recipes: Mapping[str, Recipe]
    sources: tuple[Language, ...]
    pool: tuple[Language, ...]
    folder: Path
    fingerprints: Mapping[str, str]
    data: str
    rejects: int

    @property
    def task(self) -> Task:
        """The task kind of the data set."""
        return self.reader.task

    @property
    def locks(self) -> Path:
        """Where those wait who want what another process makes."""
        return self.folder / "cache" / "locks"

    def encoder(self) -> Encoder:
        """Return the model, loaded once a process."""
        return load_encoder(self.model_name)


@dataclass(frozen=True, slots=True)
class Trial:
    """The parameters of one cell that trains and scores, read back from it."""

    head: str
    system: str
    recipe: Recipe
    source: Language
    target: Language
    seed: int
    draw: int

    @classmethod
    def of(cls, cell: Cell, recipes: Mapping[str, Recipe]) -> Trial:
        """Return the trial that a cell's parameters describe."""
        params = cell.params
        return cls(
            head=str(params["head"]),
            system=str(params["system"]),
            recipe=recipes[str(params["recipe"])],
            source=Language.parse(str(params["source"])),
            target=Language.parse(str(params["target"])),
            seed=int(params["seed"] or 0),
            draw=int(params["draw"] or 0),
        )
