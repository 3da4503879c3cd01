"""Recipes beside each other: what each took, what chose it, and whether it is better than zero-shot."""

from __future__ import annotations

from dataclasses import replace as copied
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console

from isogloss.report.analysis import Analysis, analyse
from isogloss.report.costs import amount, duration, selected_on
from isogloss.report.headline import notes
from isogloss.report.making import command
from isogloss.report.page import render
from isogloss.report.terminal import print_summary
from isogloss.runs.cell import Cell, Outcome
from isogloss.runs.cost import Cost
from isogloss.runs.engine import execute
from isogloss.runs.signature import Signature
from tests.report import synthetic


def measured(cell: Cell, *, tokens: int) -> Outcome:
    """As the synthetic run, with costs and with what chose each system."""
    outcome = synthetic.compute(cell)
    if not cell.params["system"]:
        return outcome
    rows = tuple(
        replace(row, signature=str(replace(Signature.parse(row.signature), head="h", select="source-cv-1se")))
        for row in outcome.rows
    )
    if cell.params["recipe"] != "zero-shot":
        lost = replace(rows[0], metric="left_out", value=0.25, n=400)
        rows = (*rows, lost)
    cost = Cost(
        cell=cell.key,
        predictor=f"{cell.params['system']}/{cell.params['recipe']}",
        training_seconds=10.0,
        prediction_seconds=0.5,
        tokens_read=tokens,
    )
    return replace(outcome, rows=rows, costs=(cost,))


@pytest.fixture(scope="module")
def costly(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    languages = ("eng_Latn", "swh_Latn", "hin_Deva", "arb_Arab")
    folder = tmp_path_factory.mktemp("costly") / "run"
    return analyse(execute(synthetic.plan(languages, items=300), partial(measured, tokens=2000), folder))


def test_a_predictor_that_cells_share_was_trained_once(costly: Analysis) -> None:
    zero_shot = next(one for one in costly.summary.approaches if one.recipe == "zero-shot")
    assert zero_shot.spent is not None
    assert zero_shot.spent.training_seconds == 10.0
    assert zero_shot.spent.prediction_seconds == 4 * 0.5
    assert zero_shot.spent.tokens == 4 * 2000


def test_a_recipe_is_compared_with_zero_shot_of_the_same_system(costly: Analysis) -> None:
    of = {(one.system, one.recipe): one for one in costly.summary.approaches}
    few = of["static+logreg", "few-shot-10"]
    assert few.against == "zero-shot"
    assert few.over is not None
    means = [of["static+logreg", recipe].means["accuracy"].value for recipe in ("few-shot-10", "zero-shot")]
    assert few.over.value == pytest.approx(means[0] - means[1])
    assert few.over.low < few.over.value < few.over.high
    assert few.over.p < 0.05  # ten points more, by construction
    assert few.above + few.below <= len(few.languages)
    assert of["static+logreg", "zero-shot"].over is None


def test_both_tables_show_cost_choice_and_comparison(costly: Analysis) -> None:
    console = Console(file=StringIO(), width=150, force_terminal=False)
    print_summary(console, costly)
    out = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    for said in ("selected on", "source cv", "took", "12 s", "tokens", "8.0k", "over zero-shot", "p < 0.05"):
        assert said in out
    page = render([costly])
    for said in ("Selected on", "source cv", "Training", "Tokens read, written", "over zero-shot"):
        assert said in page


def test_training_examples_that_were_given_up_are_told(costly: Analysis) -> None:
    (note,) = (said for said in notes(costly) if "left out" in said)
    assert "few-shot-10" in note
    assert "100 of 400" in note


def test_a_run_without_costs_shows_none(plain: Analysis) -> None:
    console = Console(file=StringIO(), width=150, force_terminal=False)
    print_summary(console, plain)
    out = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert "took" not in out
    assert "Cost beside quality" not in render([plain])


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (90, "1.5 min"), (7200, "2.0 h")]
)
def test_time_is_said_in_its_own_unit(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (999, "999"), (1234, "1.2k"), (3_100_000, "3.1M")])
def test_counts_are_short(count: int, said: str) -> None:
    assert amount(count) == said


def test_what_was_looked_at_is_told_in_words(costly: Analysis) -> None:
    trial = next(iter(costly.reading.trials.values()))[0]
    row = trial.rows["accuracy"]

    def chosen(select: str, head: str = "h") -> str:
        signature = str(replace(Signature.parse(row.signature), select=select, head=head))
        return selected_on([copied(trial, rows={"accuracy": replace(row, signature=signature)})])

    wanted = {
        "": "nothing",
        "fixed": "nothing",
        "source-cv-1se": "source cv",
        "target-cv-1se": "target cv",
        "source-dev": "source dev",
        "source-held-out": "source held out",
    }
    assert {select: chosen(select) for select in wanted} == wanted
    assert chosen("source-dev", head="") == ""


def test_the_command_names_what_was_asked(tmp_path: Path) -> None:
    made = synthetic.plan(("eng_Latn", "swh_Latn"), few_shot=False)
    more = {"translator": "lexicon:a b.tsv", "lexicon": ["swh=x", "hin=y"], "heads": ["cnn", "logreg"]}
    asked = copied(made, request={**made.request, **more, "keep_going": True, "finetune": "lora"})
    line = command(execute(asked, synthetic.compute, tmp_path / "run"))
    for part in ("--translator 'lexicon:a b.tsv'", "--lexicon swh=x --lexicon hin=y", "--heads cnn,logreg"):
        assert part in line
    assert line.endswith("--finetune lora --keep-going")
