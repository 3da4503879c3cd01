from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from isogloss.cli.languages import app
from isogloss.errors import UnknownLanguage
from isogloss.languages import Language, matches
from isogloss.models import load_model
from tests.cli.command import Command

runner = CliRunner()


def shown(code: str, *options: str) -> str:
    result = runner.invoke(app, ["show", code, *options], env={"COLUMNS": "80"}, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("swh", ["swh_Latn", "Kiswahili", "Atlantic-Congo", "171,000,000", "Tanzania", "swc_Latn"]),
        ("eus", ["euskara", "none: an isolate"]),
        ("epo", ["none: an artificial language"]),
        ("arb", ["\u2068العربية\u2069", "right to left"]),
        ("zho", ["macrolanguage", "(by cmn)", "yue"]),
        ("qaa", ["private", "unknown"]),
    ],
)
def test_the_card_says_who_a_language_is(code: str, expected: list[str]) -> None:
    card = shown(code)
    for text in expected:
        assert text in card


def test_the_card_fits_eighty_columns() -> None:
    assert max(len(line.rstrip()) for line in shown("swh").splitlines()) <= 80


def test_json_holds_the_facts_and_the_nearest() -> None:
    document = json.loads(shown("ks-Deva", "--json"))
    assert document["language"] == "kas_Deva"
    assert document["facts"]["autonym"] == "कॉशुर"
    assert document["nearest"][0]["genetic"] == 0.25


@pytest.mark.parametrize(
    ("code", "trained_on"),
    [
        ("swh", True),
        ("sw", True),
        ("eng_Latn", True),
        ("am", True),
        ("nqo", True),
        ("pkb", False),
        ("eng_Brai", False),
    ],
)
def test_it_says_whether_the_encoder_was_trained_on_the_language(code: str, trained_on: bool) -> None:
    said = "static was trained on it" if trained_on else "static has seen no text in it"
    assert said in shown(code)
    assert json.loads(shown(code, "--json"))["encoder"] == {"name": "static", "trained_on": trained_on}


def test_the_encoder_named_is_the_one_that_ships() -> None:
    shipped = load_model("static").languages
    for code in ("hau", "mya", "zul", "nqo", "zgh", "fuv", "bod"):
        seen = any(matches(Language.parse(code), language) for language in shipped)
        assert json.loads(shown(code, "--json"))["encoder"]["trained_on"] == seen


def test_an_unknown_code_is_an_error_of_one_line() -> None:
    with pytest.raises(UnknownLanguage, match="Did you mean"):
        runner.invoke(app, ["show", "Swahilli"], catch_exceptions=False)


def test_the_list_of_commands_says_what_each_does_in_whole_lines(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    listed = isogloss("languages", "--help").out
    assert all(name in listed for name in ("show", "detect", "romanize", "segment", "lost"))
    assert "..." not in listed.partition("Commands:")[2]
    (line,) = (line for line in isogloss("--help").out.splitlines() if line.startswith("  languages "))
    assert line.endswith("detect, cut and romanize text.")


@pytest.mark.parametrize("name", ["segment", "romanize", "lost"])
def test_a_language_is_asked_for_in_the_same_words(isogloss: Command, name: str) -> None:
    assert "--language LANGUAGE" in isogloss("languages", name, "--help").out
