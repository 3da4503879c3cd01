"""Whose examples a head learns from, where views have put those of two languages into one."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

from isogloss.data.loading import load_dataset
from isogloss.training.finetuning.material import held_out
from isogloss.training.heads.head import copies_of
from isogloss.transfer import Settings
from isogloss.transfer.job import Trial
from isogloss.transfer.lessons import given, lesson_of
from isogloss.transfer.planning import plan
from isogloss.transfer.request import Request
from tests.tinymodels import encoder_folder, parallel

TRANSLATE = 'train = [{ view = "translate", to = "target", translator = "lexicon:LEXICON" }]'


def write(root: Path) -> Path:
    for code, side in (("eng", "west"), ("amh", "east")):
        (root / code).mkdir(parents=True)
        for split in ("train", "test"):
            rows = [f"{getattr(one, side)}\t{one.topic}" for one in parallel(24, seed=len(code + split))]
            (root / code / f"{split}.tsv").write_text("\n".join(["text\tlabel", *rows]), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("labels", "train", "told"),
    [
        ("source+target", TRANSLATE, True),
        ("all", TRANSLATE, True),
        ("source", TRANSLATE, False),
        ("all", "", False),
    ],
)
def test_what_the_source_taught_is_known_behind_a_translation(
    labels: str, train: str, *, told: bool, tmp_path: Path
) -> None:
    (tmp_path / "words.tsv").write_text("dog\tውሻ\n", encoding="utf-8")
    recipe = tmp_path / "own.toml"
    said = f'name = "own"\nlabels = "{labels}"\nheads = ["finetuned"]\n{train}'
    recipe.write_text(said.replace("LEXICON", str(tmp_path / "words.tsv")), encoding="utf-8")
    request = Request(
        source=("eng",),
        target="amh",
        model=f"hf:{encoder_folder()}",
        recipes=(str(recipe),),
        settings=Settings(),
    )
    planned = plan(load_dataset(write(tmp_path / "data")), request, tmp_path / "run")
    cells = [cell for cell in planned.plan.cells if cell.params.get("head") == "finetuned"]
    found = given(planned.job, Trial.of(cells[0], planned.job.recipes))
    assert len(found.of_source) == (24 if told else 0)
    assert all("eng" in origin for origin, _ in found.of_source)
    assert len(found.examples) == (24 if labels == "source" else 48)


@pytest.mark.parametrize("head", ["logreg", "finetuned"])
@pytest.mark.parametrize("view", ["", 'train = [{ view = "romanise" }]'], ids=["as read", "romanised"])
def test_one_text_in_two_languages_is_held_out_whole_or_not_at_all(
    head: str, view: str, tmp_path: Path
) -> None:
    recipe = tmp_path / "own.toml"
    said = f'name = "own"\nlabels = "all"\nheads = ["{head}"]\n{view}'
    recipe.write_text(said, encoding="utf-8")
    request = Request(
        source=("eng",),
        target="amh",
        model=f"hf:{encoder_folder()}",
        recipes=(str(recipe),),
        settings=Settings(),
    )
    planned = plan(load_dataset(write(tmp_path / "data")), request, tmp_path / "run")
    (cell,) = [cell for cell in planned.plan.cells if cell.params.get("head") == head]
    trial = Trial.of(cell, planned.job.recipes)
    lesson = lesson_of(planned.job, trial, given(planned.job, trial), None)
    assert copies_of(lesson) == [[place, 24 + place] for place in range(24)]
    if head == "finetuned":
        held = held_out(lesson)
        assert sorted(held.values()) == [False, False, True, True]
        assert {place % 24 for place, watches in held.items() if watches} == {
            place % 24 for place, watches in held.items() if not watches
        }
