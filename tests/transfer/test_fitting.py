"""What recipes share: a head is trained once for all that learn the same."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.runs.engine import Run
from isogloss.runs.row import Row
from isogloss.transfer import Settings, predict, transfer
from isogloss.transfer.fitting import fitted, predictor_folder
from isogloss.transfer.job import Job, Trial
from isogloss.transfer.lessons import digits_of, given
from isogloss.transfer.planning import plan
from isogloss.transfer.request import Request
from tests.transfer.letters import write_letters

RECIPES = ("zero-shot", "self-training", "corpus-graph", "transliterated-test")
TARGETS = "swh,hin"


def heads(run: Run, file: str) -> list[Path]:
    """Return the folders of the heads that a run trained and that hold such a file."""
    return sorted(one.parent for one in (run.folder / "cache" / "heads").rglob(file))


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_letters(tmp_path_factory.mktemp("data") / "letters")


@pytest.fixture(scope="module")
def together(letters: Path) -> Run:
    out = letters.parent / "together"
    return transfer(letters, source="eng", target=TARGETS, recipes=RECIPES, out=out)


def test_a_baseline_is_trained_once_for_all_recipes_and_targets(together: Run) -> None:
    assert len(heads(together, "terms.json")) == 1
    assert len(heads(together, "majority.json")) == 1
    kept = {file.stat().st_ino for file in (together.folder / "predictors").rglob("terms.json")}
    predictors = list((together.folder / "predictors" / "tfidf+logreg").rglob("predictor.json"))
    assert len(kept) == 1
    # Two that serve every target, and one a target of the two that read its texts.
    assert len(predictors) == 2 + 2 * 2


def test_what_a_baseline_says_of_the_same_texts_is_asked_once(together: Run) -> None:
    kept = list((together.folder / "cache" / "predicted").iterdir())
    # Two baselines, Swahili as it is, and Hindi in either of two scripts.
    assert len(kept) == 2 * 3
    shared = {cost.predictor for cost in together.costs()}
    assert len(shared) == len(heads(together, "fit.json"))


def test_each_recipe_gives_the_rows_that_it_gives_alone(together: Run, letters: Path, tmp_path: Path) -> None:
    for recipe in RECIPES:
        alone = transfer(letters, source="eng", target=TARGETS, recipes=recipe, out=tmp_path / recipe)
        own = [row for row in together.rows() if row.recipe in ("", recipe)]
        assert [_scored(row) for row in own] == [_scored(row) for row in alone.rows()]
        cells = [row.cell for row in own]
        assert {*map(repr, together.predictions(cells))} == {*map(repr, alone.predictions())}


def test_two_workers_share_heads_and_give_the_same_rows(together: Run, letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", target=TARGETS, recipes=RECIPES, out=tmp_path / "two", workers=2)
    assert run.rows() == together.rows()
    assert [one.name for one in heads(run, "fit.json")] == [one.name for one in heads(together, "fit.json")]


def test_predictors_stand_without_what_cells_share(together: Run, letters: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(together.folder, tmp_path / "copy")
    before = list(predict(folder, ["Ninapenda chai"], language="swh", system="tfidf+logreg"))
    shutil.rmtree(folder / "cache")
    assert list(predict(folder, ["Ninapenda chai"], language="swh", system="tfidf+logreg")) == before
    rows = transfer(letters, source="eng", target=TARGETS, recipes=RECIPES, out=folder).rows()
    assert rows == together.rows()


def test_each_predictor_keeps_a_card_of_its_own(together: Run) -> None:
    job, trial = _trial(Path(str(together.record.request["data"])), together.folder, "self-training")
    own, shared = fitted(job, trial), fitted(job, replace(trial, target=Language.parse("swh")))
    assert (own.card.recipe, own.card.target) == ("self-training", "hin_Deva")
    assert shared.card.target == "swh_Latn"
    assert own.head is shared.head


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(Settings(seed=1), id="seed"),
        pytest.param(Settings(weights="balanced"), id="weights"),
    ],
)
def test_what_a_head_learns_otherwise_it_does_not_share(
    letters: Path, tmp_path: Path, changed: Settings
) -> None:
    usual = _trial(letters, tmp_path / "run", "zero-shot")
    other = _trial(letters, tmp_path / "run", "zero-shot", settings=changed)
    assert _digits(*usual) != _digits(*other)


def test_other_examples_or_another_head_are_not_shared(letters: Path, tmp_path: Path) -> None:
    job, trial = _trial(letters, tmp_path / "run", "zero-shot")
    few = msgspec.structs.replace(trial.recipe, train=({"view": "sample", "k": 3},))
    kinds = [trial, replace(trial, head="majority"), replace(trial, recipe=few)]
    assert len({_digits(job, one) for one in kinds}) == len(kinds)


def test_a_strategy_that_reads_a_target_shares_only_its_baselines(letters: Path, tmp_path: Path) -> None:
    job, baseline = _trial(letters, tmp_path / "run", "self-training")
    system = replace(baseline, head="logreg", system="static+logreg")
    other = Language.parse("swh")
    assert _digits(job, baseline) == _digits(job, replace(baseline, target=other))
    assert _digits(job, system) != _digits(job, replace(system, target=other))


def test_the_place_of_a_predictor_is_its_recipes(letters: Path, tmp_path: Path) -> None:
    job, trial = _trial(letters, tmp_path / "run", "zero-shot")
    assert predictor_folder(job.folder, trial).parts[-4:] == ("tfidf+logreg", "zero-shot", "eng_Latn", "0")


def _scored(row: Row) -> Row:
    """Return the row without its signature, whose digits of the data are of all that the run reads."""
    return msgspec.structs.replace(row, signature="")


def _trial(data: Path, out: Path, recipe: str, settings: Settings = Settings()) -> tuple[Job, Trial]:  # noqa: B008  frozen
    """Return the job of a transfer from English and the first trial of its n-grams."""
    request = Request(source=("eng",), target=TARGETS, model="static", recipes=(recipe,), settings=settings)
    planned = plan(load_dataset(data), request, out)
    cell = next(one for one in planned.plan.cells if one.params["system"] == "tfidf+logreg")
    return planned.job, Trial.of(cell, planned.job.recipes)


def _digits(job: Job, trial: Trial) -> str:
    return digits_of(job, trial, given(job, trial))
