"""What cannot be tried is told in one line, before anything is written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from isogloss.data.loading import load_dataset
from isogloss.errors import InputError, MissingExtra
from isogloss.transfer import Settings, transfer
from isogloss.transfer.planning import plan
from isogloss.transfer.request import Request
from tests.tinymodels import decoder_folder, encoder_folder, parallel

FILTER = 'heads = ["finetuned"]\nstrategy = { strategy = "filter" }\n'
RECIPES = ("zero-shot", "corpus-graph")
BASELINES = ("majority", "tfidf")
BESIDE = 'train = [{ view = "beside", to = "target", translator = "lexicon:LEXICON" }]\n'


def write(root: Path, kind: str = "topics", *, taught: bool = True) -> Path:
    """Write a data set of classes or of scores; taught: whether the target has a training split."""
    for code, side in (("eng", "west"), ("amh", "east")):
        (root / code).mkdir(parents=True)
        for split, count in (("train", 24), ("test", 9)):
            if split == "train" and code == "amh" and not taught:
                continue
            texts = [(getattr(one, side), one.topic) for one in parallel(count, seed=count)]
            rows = ["text\tlabel", *(f"{text}\t{topic}" for text, topic in texts)]
            if kind == "scores":
                both = [f"{text}\t{text}\t{1.5 + place % 4}" for place, (text, _) in enumerate(texts)]
                rows = ["sentence1\tsentence2\tscore", *both]
            (root / code / f"{split}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return root


def recipe(folder: Path, said: str) -> str:
    file = folder / "own.toml"
    lexicon = folder / "words.tsv"
    lexicon.write_text("dog\tውሻ\n", encoding="utf-8")
    file.write_text(f'name = "own"\n{said.replace("LEXICON", str(lexicon))}', encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("topics", "majority", "'majority' is a baseline of classification"),
        ("topics", "logreg,tfidf", "'tfidf' is a baseline of classification"),
        ("topics", "similarity", "'similarity' does not do classification"),
        ("scores", "similarity", "'similarity' does not do similarity"),
        ("scores", "logreg", "'logreg' does not do similarity"),
        ("scores", "graph", "'graph' does not do similarity"),
    ],
)
def test_a_head_is_tried_on_tasks_that_it_does(kind: str, name: str, said: str, tmp_path: Path) -> None:
    settings = Settings(heads=tuple(name.split(",")))
    with pytest.raises(InputError, match=said):
        transfer(write(tmp_path / "data", kind), source="eng", out=tmp_path / "run", settings=settings)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('labels = "target"\nheads = ["setfit"]\nfinetune = { adapter = "lora" }', "takes no adapter"),
        ('labels = "target"\nheads = ["pet"]\nstrategy = { strategy = "pet" }', "no tokens for the word"),
        ('heads = ["fused"]', "nothing under `train` puts a translation"),
        (f'{FILTER}finetune = {{ adapter = "lora" }}', "'fused' trains all weights"),
        ('heads = ["finetuned"]\nfinetune = { rank = 100_000_000 }', "no model is as wide"),
        (FILTER, "nothing under `train` puts a translation"),
        (BESIDE + FILTER, "nothing under `test` puts a translation"),
    ],
)
def test_a_recipe_that_trains_a_transformer_is_checked_first(said: str, told: str, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    named, data = recipe(tmp_path, said), write(tmp_path / "data")
    with pytest.raises(InputError, match=told):
        transfer(data, source="eng", model=f"hf:{encoder_folder()}", recipes=[named], out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_what_makes_adapters_is_looked_for_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a recipe names its own heads, low-rank updates are asked for all the same."""
    pytest.importorskip("torch")
    monkeypatch.setitem(sys.modules, "peft", None)
    data, model = write(tmp_path / "data"), f"hf:{encoder_folder()}"
    for name in ("zero-shot", "average-checkpoints"):
        with pytest.raises(MissingExtra, match=r"isogloss\[hf\]"):
            transfer(
                data,
                source="eng",
                model=model,
                recipes=[name],
                out=tmp_path / "run",
                settings=Settings(finetune="lora"),
            )
    assert not (tmp_path / "run").exists()


def test_what_is_fine_tuned_leaves_alone_a_strategy_that_trains_another_head(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    wish = Settings(finetune="full")
    asked = Request(
        source=("eng",), target="all", model=f"hf:{encoder_folder()}", recipes=RECIPES, settings=wish
    )
    cells = plan(load_dataset(write(tmp_path / "data"), columns=wish.columns), asked).plan.cells
    tried = {
        name: {cell.params["head"] for cell in cells if cell.params.get("recipe") == name} for name in RECIPES
    }
    assert tried == {"zero-shot": {*BASELINES, "logreg", "finetuned"}, "corpus-graph": {*BASELINES, "graph"}}


@pytest.mark.parametrize("taught", [True, False])
def test_it_is_said_where_texts_of_the_test_split_are_read(taught: bool, tmp_path: Path) -> None:
    data = write(tmp_path / "data", taught=taught)
    run = transfer(data, source="eng", target="amh", recipes=["corpus-graph"], out=tmp_path / "run")
    wanted = "corpus-graph: reads the texts, not the labels, of the test split of amh_Ethi"
    assert any(wanted in said for said in run.record.facts["remarks"]) is not taught


def test_a_decoder_whose_class_for_questions_has_other_names_for_its_body(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from isogloss.models.hf.loading import read_trainee
    from isogloss.models.hf.placement import Placement

    placed = Placement("cpu", "float32", 8)
    found = read_trainee(decoder_folder(), "AutoModelForQuestionAnswering", placed, ())
    found.save_pretrained(tmp_path)
    again = read_trainee(tmp_path, "AutoModelForQuestionAnswering", placed, ())
    for name, weights in found.state_dict().items():
        assert (again.state_dict()[name] == weights).all(), name
    source = read_trainee(decoder_folder(), "AutoModelForSequenceClassification", placed, ())
    body = source.base_model.state_dict()
    assert all((found.base_model.state_dict()[name] == weights).all() for name, weights in body.items())
