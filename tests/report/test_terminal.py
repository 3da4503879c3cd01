"""The tables of a terminal, against golden files: renew them with ISOGLOSS_RENEW=1 and read the diff."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from isogloss.report.analysis import Analysis, analyse
from isogloss.report.comparison import comparisons
from isogloss.report.tablewidth import shortened
from isogloss.report.terminal import print_comparison, print_summary
from tests.report import synthetic

GOLDEN = Path(__file__).parent / "golden"
LATIN = ("eng", "swh", "yor", "hau", "ibo", "zul", "xho", "sna", "lin", "fra", "deu", "spa", "ita", "por")
OTHERS = {
    "Cyrl": ("rus", "ukr", "bul", "kaz", "kir", "tat"),
    "Arab": ("arb", "pes", "urd", "pbt", "uig", "ckb"),
    "Deva": ("hin", "mar", "npi", "mai", "bho"),
}
MANY = [f"{code}_{script}" for script, codes in {"Latn": LATIN, **OTHERS}.items() for code in codes]


def printed(analysis: Analysis, *, terminal: bool, width: int = 80) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        highlight=False,
        emoji=False,
        soft_wrap=not terminal,
        legacy_windows=False,
    )
    print_summary(console, analysis)
    assert isinstance(console.file, io.StringIO)
    return re.sub(r"predict \S+", "predict RUN", console.file.getvalue())


def uncoloured(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def check(name: str, text: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    plain = "".join(line.rstrip() + "\n" for line in text.splitlines())
    if os.environ.get("ISOGLOSS_RENEW"):
        golden.write_text(plain, encoding="utf-8")
    assert plain == golden.read_text(encoding="utf-8")


def test_a_small_run_piped(plain: Analysis) -> None:
    text = printed(plain, terminal=False)
    assert "\x1b" not in text
    assert "\t" not in text
    assert not re.search("[\u2500-\u259f]", text), "boxes and bars are for terminals"
    check("small-piped", text)


def test_a_small_run_in_a_terminal(plain: Analysis) -> None:
    text = printed(plain, terminal=True)
    assert "\x1b[" in text
    check("small-terminal", uncoloured(text))


def test_many_languages_are_cut_to_the_best_the_worst_and_the_scripts(tmp_path: Path) -> None:
    text = printed(
        analyse(synthetic.make(tmp_path / "run", synthetic.plan(MANY, few_shot=False))), terminal=True
    )
    assert "more languages in the report" in text
    check("many-terminal", uncoloured(text))


@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_of_the_data_reaches_the_terminal_as_a_control(analysis: Analysis, terminal: bool) -> None:
    text = uncoloured(printed(analysis, terminal=terminal))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "invented<b>" in text


def test_no_line_is_wider_than_eighty_columns(analysis: Analysis) -> None:
    lines = uncoloured(printed(analysis, terminal=True)).splitlines()
    assert max(cell_len(line) for line in lines if not line.startswith("Predict")) <= 80


@pytest.mark.parametrize("width", [40, 50, 60, 70])
def test_a_narrow_terminal_drops_columns_and_cuts_no_number(analysis: Analysis, width: int) -> None:
    text = uncoloured(printed(analysis, terminal=True, width=width))
    tables = text[text.index("accuracy, %") : text.index("Predict")].splitlines()
    assert max(cell_len(line) for line in tables) <= width
    assert not re.search(r"\d…|…\s+\d+…", text)
    assert tables[0].rstrip().endswith(" n")
    assert "macro-F1" not in tables[0]
    # Burmese failed in one system: the last number, n, is whole in every line of a system.
    assert {line.split()[-1] for line in tables if line.startswith("  majority")} == {"12"}


def test_what_a_reader_must_know_is_said(analysis: Analysis) -> None:
    text = " ".join(printed(analysis, terminal=False).split())
    assert "6 test examples (0.8%) in Yoruba have labels that English training lacks" in text
    assert "250 rows of the input were set aside" in text
    assert "4 cells failed" in text
    assert "paired by item in 9 of 11 languages" in text
    assert "draws ±" in text


def test_two_runs_are_told_apart(plain: Analysis, tmp_path: Path) -> None:
    languages = list(plain.reading.languages)
    better = synthetic.make(tmp_path / "better", synthetic.plan(languages, few_shot=False, boost=0.2))
    console = Console(file=io.StringIO(), width=80, highlight=False)
    (compared,) = comparisons([plain, analyse(better)])
    print_comparison(console, compared)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert text.index("First") < text.index("Second") < text.index("Over 4 languages in both")
    assert "+" in text


def test_recipes_and_sources_head_the_systems_that_they_belong_to(analysis: Analysis) -> None:
    lines = [line.rstrip() for line in printed(analysis, terminal=False).splitlines()]
    place = lines.index("few-shot-10")
    assert lines.index("zero-shot") < place
    assert lines[place + 1].startswith("  majority")


@pytest.mark.parametrize(
    ("name", "limit", "shown"),
    [
        ("static+logreg", 24, "static+logreg"),
        ("hf:xlm-roberta-base+finetuned", 24, "hf:xlm-robert…+finetuned"),
        ("  hf:/ሞዴሎች/ትልቅ-ሞዴል+logreg", 20, "  hf:/ሞዴሎች/ት…+logreg"),
        ("  hf:xlm-roberta-base+finetuned", 16, "  hf:…+finetuned"),
        ("average-checkpoints-of-mine", 20, "average-checkpoints-of-mine"),
        ("model+a-head-that-is-long", 16, "model+a-head-that-is-long"),
    ],
)
def test_of_a_long_system_the_model_is_cut_and_the_head_is_kept(name: str, limit: int, shown: str) -> None:
    assert shortened(name, limit) == shown
