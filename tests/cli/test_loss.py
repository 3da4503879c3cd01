from __future__ import annotations

import json
import re

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


def test_tokens_that_hold_clauses_are_told_beside_our_words(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "今天天气很好，我们去北京。\n")
    ended = isogloss("languages", "lost", "--tokenizer", r"re:\w+", "--language", "zho")
    assert "5.5 characters (of our words: 1.0)" in ended.out
    assert "several words each" in ended.out


def test_scripts_are_listed_worst_first_and_the_rest_are_counted(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "abc где δεζ אבג กขค 가나다 ሰላም\n")
    ended = isogloss("languages", "lost", "--tokenizer", "regex:[^где]+")
    scripts = ended.out[ended.out.index("letters by script") :].splitlines()
    assert scripts[0].split()[3:6] == ["Cyrillic", "(Cyrl)", "0.0%"]
    assert scripts[5].strip() == "and 2 more, 100.0% (6 of 6)"


def test_piped_output_holds_nothing_invisible_and_no_blanks_at_line_ends(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    typed(monkeypatch, "नमस्ते दुनिया में सब ठीक है। तुम कैसे हो? सलाम\n" * 1_000)
    ended = isogloss("languages", "lost", "--tokenizer", r"re:\w+", "--language", "hin")
    assert not set("\u2066\u2067\u2068\u2069\u00a0") & set(ended.out)
    assert all(line == line.rstrip() for line in ended.out.splitlines())
    often = ended.out.split("lost most often")[1].split("broken words")[0]
    assert all(re.fullmatch(r"\S+ [\d,]+", one.strip()) for one in re.split(r", |\n", often.strip()))
