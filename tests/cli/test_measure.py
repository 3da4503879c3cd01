"""``isogloss measure`` and its page, as a user meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.measure.conftest import SENTENCES, write


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return write(tmp_path / "text", SENTENCES)


def test_a_profile_fits_eighty_columns_and_says_what_holds_a_language_back(
    isogloss: Command, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = isogloss("measure", "bytes", "--on", text, "--out", tmp_path / "run")
    assert ended.code == 0
    table = [line for line in ended.out.splitlines() if "Ethi" in line or "premium" in line]
    assert max(map(len, table)) <= 80
    assert "Amharic: Subword fragmentation" in ended.out
    assert "alignment: not measured, a tokenizer alone has no model behind it." in ended.err
    assert (tmp_path / "run" / "report.html").exists()


def test_json_holds_every_row_with_its_signature(isogloss: Command, text: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    ended = isogloss("measure", "static", "--on", text, "--probes", "alignment", "--json", "--out", out)
    document = json.loads(ended.out)
    assert {row["language"] for row in document["rows"]} == {"amh_Ethi", "swh_Latn", "tha_Thai"}
    assert all(row["signature"].startswith("isogloss:") for row in document["rows"])
    assert "recipe:alignment" in document["signature"]
    assert document["summary"]["measures"] == ["mexa", "mexa_csls"]
    assert document["summary"]["languages"][0]["held_back"]


def test_models_stand_side_by_side_on_the_languages_that_both_measured(
    isogloss: Command, text: Path, tmp_path: Path
) -> None:
    isogloss("measure", "bytes", "--on", text, "--out", tmp_path / "one")
    isogloss("measure", "static", "--on", text, "--languages", "amh,tha", "--out", tmp_path / "two")
    ended = isogloss("report", tmp_path / "one", tmp_path / "two", "--out", tmp_path / "both.html")
    assert ended.code == 0
    page = (tmp_path / "both.html").read_text(encoding="utf-8")
    assert "What bytes and static lose" in page
    assert re.findall(r'<th scope="row" data-value="([^"]+)"', page) == ["Amharic", "Thai"]
    assert "A: premium" in page
    assert "B: MEXA" in page


@pytest.mark.parametrize("width", [50, 80, 140])
def test_two_models_share_a_table_that_holds_whole_measures(
    isogloss: Command, text: Path, tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    isogloss("measure", "bytes", "--on", text, "--out", tmp_path / "one")
    isogloss("measure", "characters", "--on", text, "--lines", "1-5", "--out", tmp_path / "two")
    ended = isogloss("report", tmp_path / "one", tmp_path / "two", "--out", tmp_path / "both.html")
    both = ended.out.partition("What bytes loses")[0]
    head = next(line for line in both.splitlines() if line.startswith("language"))
    assert len(head) <= width
    assert head.count("A: ") == head.count("B: ") >= 1
    assert "not measured on the same sentences" in " ".join(both.split())
    aside = re.search(r"Too wide for this terminal, in the report: ([^.]*)\.", " ".join(both.split()))
    left = len(aside[1].split(", ")) if aside else 0
    assert head.count("A: ") + left == 3  # premium, unknown, tokens/word


def test_columns_that_do_not_fit_are_named(
    isogloss: Command, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    ended = isogloss("measure", "static", "--on", text, "--out", tmp_path / "run")
    head = next(line for line in ended.out.splitlines() if line.startswith("language"))
    assert "told apart" not in head
    said = " ".join(ended.out.split())
    assert "told apart" in said.partition("Too wide for this terminal, in the report:")[2].partition(".")[0]


def test_each_language_has_its_sentence_where_they_are_few(
    isogloss: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    codes = ["swh", "amh", "tha", "mya", "hin", "arb", "zho", "nqo", "fra", "deu", "spa", "ita"]
    lines = {code: [f"{code} {line}" for line in SENTENCES["swh"]] for code in codes}
    place = write(tmp_path / "many", {"eng": SENTENCES["eng"], **lines})
    ended = isogloss("measure", "bytes", "--on", place, "--out", tmp_path / "run")
    assert len(re.findall(r"(?m)^\S[^:\n]*: (Nothing|Subword)", ended.out)) == len(codes)


def test_what_a_probe_had_nothing_to_ask_in_is_told(isogloss: Command, text: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "en_sw.tsv"
    lexicon.write_text("river\tmto\nbook\tkitabu\nfish\tsamaki\n", encoding="utf-8")
    options = ("--on", text, "--lexicon", lexicon, "--probes", "lexical", "--out", tmp_path / "run")
    ended = isogloss("measure", "static", *options)
    assert "lexical had nothing to ask in Amharic and Thai." in " ".join(ended.out.split())
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "lexical had nothing to ask in Amharic and Thai." in page


def test_where_no_number_could_be_told_each_language_has_its_sentence(
    isogloss: Command, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.tsv"
    answers.write_text("language\ttext\nnqo\tߓߊ ߓߘߊ߫ ߝߊ߫\nzho\t123\n", encoding="utf-8")
    ended = isogloss("measure", f"generations:{answers}", "--out", tmp_path / "run")
    assert "N’Ko: Whether its answers are in it cannot be told" in ended.out
    assert "Chinese: Its answers hold no words." in ended.out
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "Its answers hold no words." in page


def test_a_file_that_no_probe_reads_is_told(isogloss: Command, text: Path, tmp_path: Path) -> None:
    prices = tmp_path / "prices.toml"
    prices.write_text('currency = "USD"\n[prices.one]\ninput = 1.0\noutput = 2.0\n', encoding="utf-8")
    ended = isogloss("measure", "static", "--on", text, "--prices", prices, "--out", tmp_path / "run")
    assert "--prices is not read: it is for premium, of which nothing is asked." in ended.err


@pytest.mark.parametrize("width", [60, 80, 120])
def test_prices_and_speakers_say_who_pays_what(
    isogloss: Command, text: Path, tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    prices, speakers = tmp_path / "prices.toml", tmp_path / "speakers.tsv"
    prices.write_text('currency = "USD"\n[prices.small]\ninput = 1.0\noutput = 2.0\n', encoding="utf-8")
    speakers.write_text("language\tspeakers\tincome\nswh\t30\tlow\ntha\t10\thigh\n", encoding="utf-8")
    options = ("--prices", prices, "--populations", speakers, "--out", tmp_path / "run")
    ended = isogloss("measure", "characters", "--on", text, *options)
    document = json.loads(isogloss("measure", "characters", "--on", text, *options, "--json").out)
    paid = {
        row["detail"].rpartition("side=")[2]: row["value"]
        for row in document["rows"]
        if row["metric"] == "cost" and row["language"] == "tha_Thai"
    }
    told = ended.out.partition("What a thousand sentences cost, USD")[2]
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    for side, value in paid.items():
        assert f"{value:#.3g}" in told or f"small {side}" in told.partition("Also in the report:")[2]
        assert f"<td>{value:#.3g}<span" in page
    weighted = next(row["value"] for row in document["rows"] if "income=all" in row["detail"])
    said = f"All speakers (40 of 2 languages): {weighted:.2f} times the tokens of English."
    assert said in " ".join(told.split())
    assert said in page
    assert all(len(line) <= width for line in told.partition("Report")[0].splitlines())


def test_too_few_sentences_for_a_probe_are_told(isogloss: Command, text: Path, tmp_path: Path) -> None:
    options = ("--on", text, "--lines", "1", "--languages", "swh,tha", "--out", tmp_path / "run")
    ended = isogloss("measure", "static", *options)
    said = " ".join(ended.out.split())
    assert "alignment had too few sentences to tell anything in Swahili and Thai." in said


def test_a_page_holds_no_markup_from_data(isogloss: Command, tmp_path: Path) -> None:
    place = write(tmp_path / "<b>text", SENTENCES)
    isogloss("measure", "bytes", "--on", place, "--out", tmp_path / "run")
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "<b>" not in page
    assert "&lt;b&gt;text" in page


def test_a_given_column_is_correlated_with_what_was_found(isogloss: Command, tmp_path: Path) -> None:
    english = SENTENCES["eng"]
    more = {**SENTENCES, "fra": [f"{line} oui" for line in english], "deu": english[::-1]}
    place = write(tmp_path / "more", more)
    given = tmp_path / "shares.tsv"
    given.write_text("language\tcorpus share\nsw\t0.1\nam\t0.2\nth\t0.3\nfr\t5\nde\t4\n", encoding="utf-8")
    run = tmp_path / "run"
    ended = isogloss("measure", "static", "--on", place, "--probes", "ranker", "--given", given, "--out", run)
    assert ended.code == 0
    assert re.search(r"corpus share and similarity: ρ = .* over 5 languages\.", ended.out)
    assert "corpus share" in (run / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["static", "--probes", "premium"], "What can still be measured: alignment, ranker, space"),
        (["bytes", "--lines", "4-2"], "names no lines"),
        (["bytes", "--languages", "fra"], "holds no language for 'fra'"),
        (["bytes", "--probes", "premiun"], "Did you mean premium"),
        (["static", "--pooling", "median"], "There is no pooling 'median'"),
        (["bytes", "--prices", "nowhere.toml"], "--prices: nowhere.toml does not exist"),
        (["nonsense"], "There is no model 'nonsense'"),
    ],
)
def test_a_wrong_command_gives_one_line_and_exit_code_2(
    arguments: list[str], said: str, isogloss: Command, text: Path, tmp_path: Path
) -> None:
    ended = isogloss("measure", *arguments, "--on", text, "--out", tmp_path / "run")
    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert not (tmp_path / "run").exists()


def test_a_folder_that_is_no_model_is_named(isogloss: Command, text: Path, tmp_path: Path) -> None:
    pytest.importorskip("tokenizers")
    out = tmp_path / "run"
    ended = isogloss("measure", "hf:/nowhere", "--probes", "premium", "--on", text, "--out", out)
    assert (ended.code, out.exists()) == (2, False)
    assert "/nowhere" in ended.err
