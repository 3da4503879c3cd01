"""``isogloss transfer --finetune`` and what predicts afterwards."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch")

from tests import tinymodels
from tests.cli.command import Command

RECIPE = """
name = "tuned"
heads = ["finetuned"]
[finetune]
adapter = "{adapter}"
rate = {rate}
epochs = 8
"""


@pytest.fixture(scope="module")
def topics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of topics in West (as English) and East (as Amharic), and a model beside it."""
    place = tmp_path_factory.mktemp("topics")
    for language, side in (("eng", "west"), ("amh", "east")):
        (place / "data" / language).mkdir(parents=True)
        for split, count, seed in (("train", 120, 3), ("dev", 30, 4), ("test", 60, 5)):
            pairs = tinymodels.parallel(count, seed)
            lines = ["text\tlabel", *(f"{getattr(pair, side)}\t{pair.topic}" for pair in pairs)]
            (place / "data" / language / f"{split}.tsv").write_text("\n".join(lines) + "\n")
    shutil.copytree(tinymodels.encoder_folder(), place / "model")
    return place


def transfer(isogloss: Command, topics: Path, out: Path, adapter: str = "none") -> dict[str, float]:
    """Return the accuracy in East of each system."""
    recipe = topics / f"{adapter}.toml"
    recipe.write_text(RECIPE.format(adapter=adapter, rate={"none": 3e-3, "lora": 1e-2}[adapter]))
    asked = ("--from", "eng", "--to", "amh", "--model", f"hf:{topics / 'model'}", "--recipes", recipe)
    ended = isogloss("transfer", topics / "data", *asked, "--workers", 1, "--out", out, "--json")
    assert ended.code == 0, ended.err
    rows = json.loads(ended.out)["rows"]
    return {row["system"].partition("+")[2]: row["value"] for row in rows if row["metric"] == "accuracy"}


def predictor(out: Path) -> Path:
    (found,) = (out / "predictors").rglob("finetuned.json")
    return found.parent


@pytest.mark.parametrize("adapter", ["none", "lora"])
def test_a_fine_tuned_model_is_scored_and_predicts(
    isogloss: Command, topics: Path, tmp_path: Path, adapter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, again = (transfer(isogloss, topics, tmp_path / name, adapter) for name in ("one", "two"))
    assert first["finetuned"] > 0.9
    assert first == again
    weights = [
        (predictor(tmp_path / name) / file).read_bytes()
        for name in ("one", "two")
        for file in ("model.safetensors", "adapter_model.safetensors")
        if (predictor(tmp_path / name) / file).exists()
    ]
    assert len(weights) == 2
    assert weights[0] == weights[1]
    assert not list((tmp_path / "one" / "cache" / "work").iterdir())  # checkpoints go when the head is kept
    texts = tmp_path / "texts"
    texts.write_text("".join(f"{pair.east}\n" for pair in tinymodels.parallel(6, 9)))
    monkeypatch.setenv("ISOGLOSS_DTYPE", "float16")  # overflows in training, which is over
    ended = isogloss("predict", tmp_path / "one", "--language", "amh", "--input", texts, "--recipe", "tuned")
    assert ended.code == 0, ended.err
    assert [line.split("\t")[0] for line in ended.out.splitlines()].count("food") in (1, 2, 3)
    assert len(ended.out.splitlines()) == 6


def test_an_adapter_without_its_base_says_so(isogloss: Command, topics: Path, tmp_path: Path) -> None:
    transfer(isogloss, topics, tmp_path / "run", "lora")
    texts = tmp_path / "texts"
    texts.write_text("muro\n")
    config = topics / "model" / "config.json"
    kept = config.read_text()
    asked = ("predict", tmp_path / "run", "--language", "amh", "--input", texts, "--recipe", "tuned")
    try:
        config.write_text(kept + " ")
        ended = isogloss(*asked, "--system", f"hf:{topics / 'model'}+finetuned")
    finally:
        config.write_text(kept)
    assert ended.code == 2
    assert "another version of the model" in ended.err
    (predictor(tmp_path / "run") / "adapter_model.safetensors").write_bytes(b"\x00")
    ended = isogloss(*asked, "--system", f"hf:{topics / 'model'}+finetuned")
    assert ended.code == 2
    assert "damaged" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("model", "said"),
    [("static", "no transformer"), ("hf:nowhere-at-all", "no folder"), ("hf:{topics}", "no config.json")],
)
def test_what_cannot_be_fine_tuned_is_told_at_once(
    isogloss: Command, topics: Path, tmp_path: Path, model: str, said: str
) -> None:
    named = model.format(topics=topics)
    asked = (
        "--from",
        "eng",
        "--to",
        "amh",
        "--model",
        named,
        "--finetune",
        "full",
        "--out",
        tmp_path / "run",
    )
    ended = isogloss("transfer", topics / "data", *asked)
    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ISOGLOSS_THREADS", "two", "not a number of threads"),
        ("ISOGLOSS_DTYPE", "float16", "Training in float16 overflows"),
    ],
)
def test_a_setting_that_cannot_train_is_told_at_once(
    isogloss: Command,
    topics: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv(variable, value)
    asked = ("--from", "eng", "--model", f"hf:{topics / 'model'}", "--finetune", "lora")
    ended = isogloss("transfer", topics / "data", *asked, "--out", tmp_path / "run")
    assert ended.code == 2
    assert said in ended.err


@pytest.mark.parametrize(
    "setting",
    ["rate = 0.0", "rate = nan", "epochs = 0", "longest = 2", "decay = nan", "warmup = 1.0", "x = 1"],
)
def test_a_setting_that_means_nothing_is_refused(
    isogloss: Command, topics: Path, tmp_path: Path, setting: str
) -> None:
    recipe = tmp_path / "odd.toml"
    recipe.write_text(f'name = "odd"\nheads = ["finetuned"]\n[finetune]\n{setting}\n')
    asked = ("--from", "eng", "--model", f"hf:{topics / 'model'}", "--recipes", recipe)
    ended = isogloss("transfer", topics / "data", *asked, "--out", tmp_path / "run")
    assert ended.code == 2
    assert "is no recipe" in ended.err
