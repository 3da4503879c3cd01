"""What a run of transfers learned, read again: its predictors and the examples they learned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from isogloss.data.columns import Columns
from isogloss.data.dataset import Dataset
from isogloss.data.examples import Example
from isogloss.data.loading import load_dataset
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.runs.engine import Run, open_run
from isogloss.runs.row import Prediction
from isogloss.tasks.table import task
from isogloss.tasks.task import Task
from isogloss.training.heads.head import ExplainableHead, as_explainable
from isogloss.training.heads.table import head
from isogloss.training.predictor import Predictor, PredictorCard, load_predictor, read_card


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """A predictor of a run, and the data that the run was made from, checked to be the same.

    recipe: as the run wrote it. splits: names of train, dev and test. targets: the languages it was tried in.
    """

    run: Run
    predictor: Predictor
    dataset: Dataset
    recipe: Mapping[str, object]

    @property
    def card(self) -> PredictorCard:
        """What the predictor was trained from."""
        return self.predictor.card

    @property
    def task(self) -> Task:
        """What it predicts."""
        return task(self.dataset.task)

    @property
    def source(self) -> Language:
        """The language of its labels."""
        return Language.parse(self.card.source)

    @property
    def targets(self) -> tuple[Language, ...]:
        """The languages that it was tried in."""
        return tuple(map(Language.parse, self.run.record.facts["targets"]))

    @property
    def balanced(self) -> bool:
        """Whether its classes were weighted."""
        return self.recipe.get("weights") == "balanced"

    def train(self) -> list[Example]:
        """Return the examples that it learned from."""
        return self._examples(0, self.source)

    def dev(self) -> list[Example]:
        """Return the source's examples that watched its training."""
        return self._examples(1, self.source)

    def test(self, language: Language) -> list[Example]:
        """Return the examples that it was asked about."""
        return self._examples(2, language)

    def golds(self, examples: Sequence[Example]) -> list[str]:
        """Return what is right of each example."""
        return [self.task.gold(example) for example in examples]

    def predictions(self, target: Language) -> list[Prediction]:
        """Return what it predicted of a language's test examples."""
        own = (self.card.system, self.card.recipe, self.card.source, str(target), self.card.seed)
        cells = [
            row.cell
            for row in self.run.rows()
            if (row.system, row.recipe, row.source, row.language, row.seed) == own
        ]
        return self.run.predictions(list(dict.fromkeys(cells)))

    def _examples(self, which: int, language: Language) -> list[Example]:
        """Return a split as the run read it; raises InputError if it has changed since."""
        split = self.run.record.request["splits"][which]
        known = self.run.record.fingerprints.get(f"{language}/{split}")
        if known != self.dataset.fingerprint(split, language):
            raise InputError(
                f"{self.dataset.origin}: {split} of {language} is not what {self.run.folder} was made from.",
                fix="Put the data back, or run isogloss transfer again.",
            )
        return list(self.dataset.examples(split, language, rejects=[]))


def explainable(folder: Path) -> dict[str, ExplainableHead]:
    """Return the heads of a run's predictors, of any recipe, that are explained; those of one fit first."""
    names = {read_card(file.parent).head for file in folder.glob("predictors/**/predictor.json")}
    kinds = {name: as_explainable(head(name)) for name in sorted(names)}
    found = {name: kind for name, kind in kinds.items() if kind is not None}
    return dict(sorted(found.items(), key=lambda one: one[1].retrains))


@lru_cache(maxsize=1)
def learned(folder: Path) -> tuple[Learned, ...]:
    """Return the run's predictors that learned from one source's own labels, the first of each head.

    Raises InputError if it is no run of transfers, or has none.
    """
    run = open_run(folder)
    if run.record.workbench != "transfer":
        raise InputError(f"{folder}: is no run of isogloss transfer.", fix="Name the folder that it wrote.")
    kinds = explainable(run.folder)
    found: dict[str, Path] = {}
    for file in sorted((folder / "predictors").rglob("predictor.json")):
        card = read_card(file.parent)
        recipe = _recipe(run, card.recipe)
        if card.head in kinds and recipe.get("labels") == "source" and not recipe.get("train"):
            found.setdefault(card.head, file.parent)
    if not found:
        raise InputError(
            f"{folder}: holds no logistic regression or fine-tuned network that learned from a source "
            "language alone.",
            fix="Influence is told for the recipe zero-shot with the head logreg, or with --finetune.",
        )
    columns = Columns(**run.record.request["columns"])
    dataset = load_dataset(str(run.record.request["data"]), columns=columns)
    predictors = [load_predictor(found[name]) for name in kinds if name in found]
    return tuple(Learned(run, one, dataset, _recipe(run, one.card.recipe)) for one in predictors)


def _recipe(run: Run, name: str) -> Mapping[str, object]:
    return next((one for one in run.record.request["recipes"] if one["name"] == name), {})
