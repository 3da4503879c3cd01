from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Command

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "teaching"


def test_toki_pona_is_taught_in_a_moment(isogloss: Command, tmp_path: Path) -> None:
    out = tmp_path / "static"
    ended = isogloss(
        "model", "teach", "static", "--language", "tok", "--lexicon", EXAMPLES / "words.tsv",
        "--bitext", EXAMPLES / "sentences.tsv", "--out", out, "--json",
    )  # fmt: skip
    assert ended.code == 0
    card = json.loads(ended.out)["card"]
    ranks = {one["kind"]: one for one in card["scores"] if one["metric"] == "MRR"}
    assert all(one["after"] > 1.5 * one["before"] for one in ranks.values())
    assert "words.tsv: 220 of 220 pairs, eng_Latn in the first column." in ended.err
    info = isogloss("model", "info", f"static:{out}")
    assert info.code == 0
    assert "tok_Zyyy" in info.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "nothing to learn from"),
        (("--lexicon", "none.tsv"), "none.tsv does not exist"),
        (("--lexicon", EXAMPLES / "words.tsv", "--pivot-side", "third"), "no such column"),
        (("--lexicon", EXAMPLES / "words.tsv", "--pivot", "nosuchlanguage"), "nosuchlanguage"),
        (("--lexicon", EXAMPLES / "words.tsv", "--pivot", "tok"), "the same language"),
    ],
)
def test_what_cannot_be_taught_ends_in_one_line(
    isogloss: Command, tmp_path: Path, options: tuple[object, ...], said: str
) -> None:
    ended = isogloss("model", "teach", "static", "--language", "tok", "--out", tmp_path / "out", *options)
    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "out").exists()
