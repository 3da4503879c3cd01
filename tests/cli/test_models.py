"""``isogloss model info`` and ``isogloss transfer`` on transformers and endpoints by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

from tests import tinymodels
from tests.cli.command import Command
from tests.models.endpoints.server import serving


@pytest.fixture
def toys(tmp_path: Path) -> Path:
    """Return a data set in the toy languages: West with labels to learn from, both with tests."""
    for language, side in (("eng_Latn", "west"), ("amh_Ethi", "east")):
        folder = tmp_path / "toys" / language
        folder.mkdir(parents=True)
        for split, seed in (("train", 1), ("test", 2)):
            rows = [f"{getattr(pair, side)}\t{pair.topic}\n" for pair in tinymodels.parallel(60, seed)]
            (folder / f"{split}.tsv").write_text("text\tlabel\n" + "".join(rows), encoding="utf-8")
    return tmp_path / "toys"


def test_the_facts_of_a_transformer_are_shown(isogloss: Command) -> None:
    name = f"hf:{tinymodels.encoder_folder()}"
    shown = isogloss("model", "info", name)
    assert (shown.code, shown.err) == (0, "")
    for fact in ("BertModel", "2 of 32 dimensions", "mean of the last states"):
        assert fact in shown.out
    told = json.loads(isogloss("model", "info", name, "--json").out)
    assert told["facts"]["reads"] == "64 tokens of a text that becomes vectors; 64 in all"
    wrong = isogloss("model", "info", "hf:no/such/folder")
    assert (wrong.code, wrong.out) == (2, "")


def accuracy(ended: str, system: str) -> float:
    """Return the accuracy in the language that was not learned from."""
    rows = json.loads(ended)["rows"]
    return float(
        next(
            row["value"]
            for row in rows
            if row["metric"] == "accuracy" and row["system"] == system and row["language"] == "amh_Ethi"
        )
    )


def test_what_an_aligned_transformer_learns_in_one_language_it_knows_in_the_other(
    isogloss: Command, toys: Path, tmp_path: Path
) -> None:
    found = {}
    for aligned in (True, False):
        model = f"hf:{tinymodels.encoder_folder(aligned=aligned)}"
        out = tmp_path / f"run-{aligned}"
        ended = isogloss(
            "transfer", toys, "--from", "eng", "--model", model, "--out", out, "--workers", "1", "--json"
        )
        assert ended.code == 0, ended.err
        found[aligned] = accuracy(ended.out, f"{model}+logreg")
    assert found[True] > 0.8
    assert found[False] < 0.7


def test_a_transfer_asks_an_endpoint_and_a_second_run_only_for_what_is_missing(
    isogloss: Command, toys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("httpx", reason="needs isogloss[endpoint]")
    from isogloss.models.hf.model import load

    monkeypatch.setenv("ISOGLOSS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ISOGLOSS_ENDPOINT_ATTEMPTS", "2")
    with serving(load(str(tinymodels.encoder_folder()))) as server:
        command = ["transfer", toys, "--from", "eng", "--model", f"openai:{server.place}", "--workers", "1"]
        # The target's test is refused: its cell stays a gap, the others are kept.
        server.trouble = lambda number: "down" if number >= 2 else ""
        first = isogloss(*command, "--out", tmp_path / "run", "--json")
        assert first.code == 3
        assert "gave no answer" in first.err
        server.trouble = lambda _: ""
        asked = len(server.asked)
        second = isogloss(*command, "--out", tmp_path / "run", "--json")
    assert second.code == 0, second.err
    assert accuracy(second.out, f"openai:{server.place}+logreg") > 0.8
    texts = [text for _, body in server.asked[asked:] for text in body["input"]]
    assert len(texts) == len(set(texts)) < 120
