"""Influence over a run in which a transformer was fine-tuned beside the usual head."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

from isogloss.errors import InputError
from isogloss.measure import Settings, measure
from isogloss.measure.learned import explainable, learned
from isogloss.report.profile.explanations import explanations
from isogloss.report.profile.reading import probed
from isogloss.transfer import transfer
from tests.tinymodels import encoder_folder, parallel

RECIPE = """
name = "quick"
heads = ["logreg", "finetuned"]
[finetune]
rate = 1e-3
epochs = 4
batch = 8
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tuned")
    for code, side, split, count in (
        ("eng", "west", "train", 45),
        ("eng", "west", "test", 9),
        ("amh", "east", "test", 24),
    ):
        folder = place / "data" / code
        folder.mkdir(parents=True, exist_ok=True)
        rows = [
            f"{at}\t{getattr(pair, side)}\t{pair.topic}"
            for at, pair in enumerate(parallel(count, seed=3 if split == "train" else 4))
        ]
        (folder / f"{split}.tsv").write_text("\n".join(["id\ttext\tlabel", *rows]) + "\n", encoding="utf-8")
    recipe = place / "quick.toml"
    recipe.write_text(RECIPE, encoding="utf-8")
    model = f"hf:{encoder_folder()}"
    made = transfer(place / "data", source="eng", model=model, recipes=str(recipe), out=place / "run")
    assert not made.record.gaps
    return made.folder


def test_the_head_and_the_network_are_both_explained(run: Path, tmp_path: Path) -> None:
    asked = Settings(scores=run, examples=("3",))
    found = probed(measure("static", probes="influence", languages="amh", settings=asked, out=tmp_path / "x"))
    told = explanations(found.rows, found.people)
    assert {one.system.rpartition("+")[2] for one in told} == {"logreg", "finetuned"}
    for one in told:
        assert [push.side for push in one.pushes] == ["for"] * 3 + ["against"] * 3
        values = [push.value for push in one.pushes]
        assert values[0] == max(values)
        assert values[3] == min(values)
        assert one.pushes[0].label == one.predicted
    # A tenth of the examples of training watched it, and pushed nothing.
    counts = {row.n for row in found.rows if "finetuned" in row.detail}
    assert counts == {45 - 4}


def test_the_same_question_has_the_same_answer(run: Path, tmp_path: Path) -> None:
    asked = Settings(scores=run, examples=("3",))
    values = [
        [
            row.value
            for row in measure(
                "static", probes="influence", languages="amh", settings=asked, out=tmp_path / name
            ).rows()
        ]
        for name in ("a", "b")
    ]
    assert values[0] == values[1]


def test_training_is_traced_where_that_is_asked_for(run: Path, tmp_path: Path) -> None:
    asked = Settings(scores=run, examples=("3",), influence_by="tracin")
    made = measure("static", probes="influence", languages="amh", settings=asked, out=tmp_path / "x")
    assert not made.record.gaps
    found = [row for row in made.rows() if row.metric == "influence" and "finetuned" in row.detail]
    assert {row.n for row in found} == {45 - 4}
    assert all("by=tracin" in row.detail and "by=tracin" in row.signature for row in found)
    for_it = [row.value for row in found if "side=for" in row.detail]
    assert for_it == sorted(for_it, reverse=True)
    assert for_it[0] > 0
    assert not any("by=tracin" in row.detail for row in made.rows() if "logreg" in row.detail)
    assert not list((tmp_path / "x").rglob("epoch-*"))


@pytest.mark.parametrize(
    ("by", "probes", "said"),
    [("tracking", "influence", "did you mean .*tracin"), ("tracin", "predictors", "which is not asked for")],
)
def test_a_way_that_is_none_or_asked_of_no_probe_is_refused(
    run: Path, tmp_path: Path, by: str, probes: str, said: str
) -> None:
    asked = Settings(scores=run, influence_by=by)  # type: ignore[arg-type]  # what a user may write
    with pytest.raises(InputError, match=f"(?i){said}"):
        measure("static", probes=probes, settings=asked, out=tmp_path / "x")


def test_data_that_changed_since_are_not_taken_for_those_of_the_run(run: Path) -> None:
    file = run.parent / "data" / "eng" / "train.tsv"
    before = file.read_text(encoding="utf-8")
    learned.cache_clear()
    try:
        file.write_text(before.replace("food", "travel"), encoding="utf-8")
        with pytest.raises(InputError, match="is not what"):
            learned(run)[0].train()
    finally:
        file.write_text(before, encoding="utf-8")
        learned.cache_clear()


def test_heads_say_themselves_that_they_can_be_explained(run: Path) -> None:
    assert [(name, kind.retrains) for name, kind in explainable(run).items()] == [
        ("logreg", False),
        ("finetuned", True),
    ]
