"""``isogloss model export`` to a folder, as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch")

from tests import tinymodels
from tests.cli.command import Command

RECIPE = """
name = "{name}"
heads = ["finetuned"]
train = [{train}]
[finetune]
adapter = "{adapter}"
rate = 1e-2
epochs = 2
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with summaries in West (as English) and East (as Amharic), words, and a model."""
    place = tmp_path_factory.mktemp("summaries")
    for language, side in (("eng", "west"), ("amh", "east")):
        (place / "data" / language).mkdir(parents=True)
        for split, count, seed in (("train", 48, 3), ("dev", 12, 4), ("test", 12, 5)):
            texts = [getattr(pair, side) for pair in tinymodels.parallel(count, seed)]
            lines = [json.dumps({"document": text, "summary": text.split(" ", 1)[1]}) for text in texts]
            (place / "data" / language / f"{split}.jsonl").write_text("\n".join(lines) + "\n")
    (place / "words.tsv").write_text("".join(f"{west}\t{east}\n" for west, east in tinymodels.PAIRS))
    shutil.copytree(tinymodels.seq2seq_folder(), place / "model")
    (place / "model" / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Toy\n")
    return place


@pytest.fixture(scope="module")
def run(place: Path) -> Path:
    """Return a run that learned to write: zero-shot with an adapter, and in translation."""
    from isogloss.transfer import transfer
    from isogloss.transfer.request import Settings

    translate = '{ view = "translate", to = "target" }'
    for name, adapter, train in (("plain", "lora", ""), ("carried", "none", translate)):
        (place / f"{name}.toml").write_text(RECIPE.format(name=name, adapter=adapter, train=train))
    ended = transfer(
        place / "data",
        source="eng",
        target="amh",
        model=f"hf:{place / 'model'}",
        recipes=[str(place / "plain.toml"), str(place / "carried.toml")],
        out=place / "run",
        settings=Settings(translator=f"lexicon:{place / 'words.tsv'}"),
    )
    assert ended.record.state == "done"
    return place / "run"


def test_a_run_that_learned_to_write_predicts_and_is_exported(
    isogloss: Command, run: Path, tmp_path: Path
) -> None:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    texts = [pair.east for pair in tinymodels.parallel(3, 9)]
    (tmp_path / "texts").write_text("".join(f"{text}\n" for text in texts))
    asked = ("--language", "amh", "--recipe", "carried")
    system = f"hf:{run.parent / 'model'}+finetuned"
    said = isogloss("predict", run, *asked, "--system", system, "--input", tmp_path / "texts")
    assert said.code == 0, said.err
    ended = isogloss("model", "export", run, "--out", tmp_path / "out", *asked)
    assert ended.code == 0, ended.err
    assert ended.out.endswith("+finetuned (carried), for AutoModelForSeq2SeqLM\n")
    model = AutoModelForSeq2SeqLM.from_pretrained(tmp_path / "out")
    tokenizer = AutoTokenizer.from_pretrained(tmp_path / "out")
    rows = model.generate(**tokenizer(texts, padding=True, return_tensors="pt"))
    told = [line.split("\t")[0] for line in said.out.splitlines()]
    assert told == tokenizer.batch_decode(rows, skip_special_tokens=True)
    card = (tmp_path / "out" / "README.md").read_text()
    assert card.startswith("---\nlicense: apache-2.0\n")
    for fact in (
        "| recipe | carried |",
        "| trained for | amh_Ethi |",
        "| licence of the data | not known",
        "| amh_Ethi | ",
    ):
        assert fact in card
    assert str(run.parent) not in card


def test_an_adapter_is_exported_merged(isogloss: Command, run: Path, tmp_path: Path) -> None:
    ended = isogloss("model", "export", run, "--out", tmp_path / "out", "--recipe", "plain")
    assert ended.code == 0, ended.err
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"model.safetensors", "tokenizer.json", "README.md"} <= names
    assert not {"adapter_config.json", "finetuned.json"} & names
    assert "low-rank updates of rank 8, merged" in (tmp_path / "out" / "README.md").read_text()


def test_a_head_that_stays_hides_no_other_of_its_system(isogloss: Command, run: Path, tmp_path: Path) -> None:
    shutil.copytree(run, tmp_path / "run")
    (plain,) = (tmp_path / "run" / "predictors").glob("*finetuned/plain")
    shutil.copytree(plain, plain.with_name("zipped"))
    for file in plain.with_name("zipped").rglob("predictor.json"):
        card = json.loads(file.read_text()) | {"head": "fused", "recipe": "zipped", "source_score": 1.0}
        file.write_text(json.dumps(card))
    ended = isogloss("model", "export", tmp_path / "run", "--out", tmp_path / "out")
    assert ended.code == 0, ended.err
    assert ended.out.endswith("+finetuned (plain), for AutoModelForSeq2SeqLM\n")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["{run}", "--recipe", "carried"], "no predictor for all languages at once"),
        (["{run}", "--recipe", "nowhere"], "for all languages at once with the recipe 'nowhere'. It holds"),
        (["{run}", "--recipe", "carried"], "(carried for "),
        (["{run}", "--system", "copy"], "copy is not fine-tuned, and isogloss predict alone runs it"),
        (["{run}", "--language", "xxxyy"], "xxxyy"),
        (["{run}/nowhere"], "no such folder"),
        (["static"], "written to a file"),
        (["{run}", "--words", "list.txt"], "written to a file"),
        (["hf:{model}", "--system", "copy"], "only a run has"),
        (["hf:nowhere-at-all/x/y"], "no folder"),
        (["openai:x@http://127.0.0.1:9/v1"], "keeps its weights to itself"),
    ],
)
def test_what_cannot_be_exported_is_told_in_one_line(
    isogloss: Command, run: Path, tmp_path: Path, asked: list[str], said: str
) -> None:
    named = [one.format(run=run, model=run.parent / "model") for one in asked]
    ended = isogloss("model", "export", *named, "--out", tmp_path / "out")
    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_alone(isogloss: Command, run: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    ended = isogloss("model", "export", run, "--out", tmp_path)
    assert ended.code == 2
    assert "is there already" in ended.err
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]
