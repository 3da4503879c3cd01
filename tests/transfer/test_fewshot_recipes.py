"""Recipes for few labels, and for texts without any, from a folder of files to a predictor in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.transfer import load_recipe, predict, transfer
from tests.tinymodels import encoder_folder, parallel

LANGUAGES = {"eng": "west", "amh": "east"}


def write_folder(root: Path) -> Path:
    for code, side in LANGUAGES.items():
        (root / code).mkdir(parents=True)
        for split, count, seed in (("train", 24, 5), ("test", 45, 7)):
            rows = [f"{getattr(one, side)}\t{one.topic}" for one in parallel(count, seed=seed)]
            (root / code / f"{split}.tsv").write_text(
                "\n".join(["text\tlabel", *rows]) + "\n", encoding="utf-8"
            )
    return root


SETFIT = """
name = "setfit-3"
labels = "target"
k = 3
heads = ["setfit"]
finetune = { epochs = 1, patience = 0, rate = 3e-3, pairs = 5 }
"""
PET = """
name = "pet-3"
labels = "target"
k = 3
heads = ["pet"]
finetune = { epochs = 2, patience = 0, rate = 2e-3, batch = 8 }
strategy = { strategy = "pet", final = { epochs = 4, patience = 0, rate = 3e-3 } }
[prompt]
cloze = ["{text} {mask}"]
[prompt.names.amh]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "toy")


def accuracies(folder: Path, model: str, recipe: str, out: Path) -> dict[str, float]:
    run = transfer(folder, source="eng", target="amh", model=model, recipes=[recipe], out=out)
    assert run.record.state == "done"
    return {row.system.rpartition("+")[2]: row.value for row in run.rows() if row.metric == "accuracy"}


@pytest.mark.parametrize(("recipe", "head"), [("self-training", "logreg"), ("corpus-graph", "graph")])
def test_texts_without_labels_take_part_with_any_encoder(
    recipe: str, head: str, folder: Path, tmp_path: Path
) -> None:
    pytest.importorskip("torch")
    found = accuracies(folder, f"hf:{encoder_folder()}", recipe, tmp_path / "run")
    assert found[head] > found["majority"] + 0.1
    (said,) = predict(tmp_path / "run", [parallel(1, seed=9)[0].east], language="amh", recipe=recipe)
    assert said.label in {"food", "travel", "health"}


@pytest.mark.parametrize(("text", "head"), [(SETFIT, "setfit"), (PET, "pet")])
def test_a_handful_of_labels_trains_a_predictor_that_is_kept(
    text: str, head: str, folder: Path, tmp_path: Path
) -> None:
    pytest.importorskip("torch")
    from tests.tinymodels import NOUNS

    names = "".join(f'{topic} = "{nouns[1][1]}"\n' for topic, nouns in NOUNS.items()) if head == "pet" else ""
    recipe = tmp_path / "own.toml"
    recipe.write_text(text + names, encoding="utf-8")
    found = accuracies(folder, f"hf:{encoder_folder()}", str(recipe), tmp_path / "run")
    assert found[head] > found["majority"] + 0.1
    some = [one.east for one in parallel(3, seed=9)]
    said = list(predict(tmp_path / "run", some, language="amh"))
    assert len(said) == 3
    assert not list((tmp_path / "run").rglob("*.pkl"))
    assert not any((tmp_path / "run" / "cache" / "work").glob("*/*"))  # what training left is gone


@pytest.mark.parametrize("name", ["setfit:5", "pet:5"])
def test_the_number_of_examples_is_part_of_a_recipe_s_name(name: str) -> None:
    recipe = load_recipe(name)
    assert (recipe.k, recipe.name, recipe.labels) == (5, name.replace(":", "-"), "target")


@pytest.mark.parametrize(("recipe", "said"), [("setfit", "'static' is none"), ("pet", "no transformer")])
def test_a_recipe_for_transformers_says_so_before_anything_is_written(
    recipe: str, said: str, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said):
        transfer(folder, source="eng", recipes=[recipe], out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("recipe", "said"), [("corpus-graph", "graph"), ("setfit", "tagging"), ("pet", "tagging")]
)
def test_tags_are_refused_by_what_learns_classes(recipe: str, said: str, tmp_path: Path) -> None:
    for split in ("train", "test"):
        place = tmp_path / "tags" / "eng" / f"{split}.conllu"
        place.parent.mkdir(parents=True, exist_ok=True)
        row = "1\t{0}\t_\t{1}\t_\t_\t0\troot\t_\t_\n\n"
        place.write_text(row.format("word", "NOUN") + row.format("go", "VERB"), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        transfer(tmp_path / "tags", source="eng", recipes=[recipe], out=tmp_path / "run")


def test_labels_of_the_target_are_not_read_where_only_its_texts_are(folder: Path, tmp_path: Path) -> None:
    """Wrong labels in the target's training split change nothing."""

    def run(name: str) -> list[float]:
        found = transfer(
            folder, source="eng", target="amh", recipes=["self-training", "corpus-graph"], out=tmp_path / name
        )
        return [row.value for row in found.rows()]

    before = run("before")
    place = folder / "amh" / "train.tsv"
    rows = place.read_text(encoding="utf-8").splitlines()
    place.write_text(
        "\n".join([rows[0], *(row.split("\t")[0] + "\tfood" for row in rows[1:])]), encoding="utf-8"
    )
    assert run("after") == before
