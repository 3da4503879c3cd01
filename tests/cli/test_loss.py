from __future__ import annotations

import json

import pytest

from tests.cli.command import Command
from tests.cli.test_segmentation import typed


def test_the_table_says_what_was_lost_and_fits(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    typed(monkeypatch, "नमस्ते दुनिया में सब ठीक है। Hello.\n" * 20)
    ended = isogloss("languages", "lost", "--tokenizer", r"regex:\p{L}{2,}", "--language", "hin")
    assert ended.code == 0
    for said in ("letters kept", "words kept whole", "tokens per sentence", "Deva", "नमस्ते"):
        assert said in ended.out


def test_json_holds_the_same_figures(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "Habari dunia. Nzuri!\n")
    ended = isogloss("languages", "lost", "--tokenizer", "ours", "--language", "sw", "--json")
    document = json.loads(ended.out)
    assert (document["tokenizer"], document["language"]) == ("ours", "swa_Latn")
    assert document["letters"] == {"total": 16, "kept": 16, "share": 1.0}
    assert document["tokens_per_sentence"] == 1.5


def test_no_line_is_no_error(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "")
    ended = isogloss("languages", "lost", "--tokenizer", "whitespace")
    assert ended.code == 0
    assert "nothing to keep" in ended.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bm25", "Did you mean bm25s?"),
        ("regex:(a", "pattern"),
        ("hf:", "Name one"),
        ("ours:best", "ours:high"),
    ],
)
def test_a_tokenizer_that_is_none_is_an_error_of_one_line(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    typed(monkeypatch, "a b\n")
    ended = isogloss("languages", "lost", "--tokenizer", name)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err


def test_what_is_not_all_is_never_shown_as_all(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "a" * 5_000 + " é\n")
    ended = isogloss("languages", "lost", "--tokenizer", "regex:[a-z]+")
    assert "99.9% (5,000 of 5,001)" in ended.out
