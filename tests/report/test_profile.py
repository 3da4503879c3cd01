"""What a profile says of a language, from rows alone."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from rich.console import Console

from isogloss.measure import measure
from isogloss.report.portrait import portraits
from isogloss.report.profile.figures import bars
from isogloss.report.profile.headlines import HEADLINES
from isogloss.report.profile.holdback import held_back
from isogloss.report.profile.page import write_profile
from isogloss.report.profile.reading import LanguageProfile, Measured, Probed, probed
from isogloss.report.profile.saying import said, short
from isogloss.report.profile.terminal import print_profile
from isogloss.runs.row import Row


def row(probe: str, metric: str, value: float, detail: str = "") -> Row:
    return Row(
        workbench="measure", dataset="d", task="probe", system="m", recipe=probe, source="eng_Latn",
        language="amh_Ethi", split="all", metric=metric, value=value, n=10, seed=0, cell="c", detail=detail,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("premium", "premium", 1.2), row("premium", "unknown", 0.0)], "Nothing that was measured"),
        (
            [row("premium", "premium", 0.4), row("premium", "unknown", 0.9)],
            "Unseen script: 90.0% of its tokens",
        ),
        ([row("premium", "premium", 2.4), row("premium", "unknown", 0.2)], "Unseen characters: 20.0%"),
        (
            [row("premium", "premium", 5.0), row("premium", "lone_bytes", 0.6)],
            "parts of a character",
        ),
        (
            [row("premium", "premium", 3.1), row("premium", "fertility", 4.2)],
            "3.10 times the tokens of English, 4.20 tokens a word",
        ),
        ([row("alignment", "mexa", 0.3, "layers=max;pooling=mean")], "only 30.0% of its sentences"),
        ([row("alignment", "mexa", 0.02, "layers=max;pooling=mean")], "hardly any of its sentences"),
        ([row("alignment", "mexa", 0.9, "layers=max;pooling=mean")], "Nothing that was measured"),
        (
            [row("space", "told_apart", 0.97, "centred=no;layer=last;pooling=mean")],
            "the language of 97.0%",
        ),
        ([row("space", "script_barrier", 0.4, "centred=no;layer=last;pooling=mean")], "a barrier of script"),
        ([row("lexical", "precision", 0.1, "k=1")], "10.0% of words"),
        (
            [row("lexical", "type_accuracy", 0.4, "in=isolation;type=false friend")],
            "false friends mislead it: 4 of 10 are told",
        ),
        (
            [row("premium", "premium", 1.4)],
            "much: 1.40 times the tokens of English. It rests on 10 sentences",
        ),
        (
            [row("alignment", "mexa", 0.3, "layers=max"), row("alignment", "mexa_csls", 0.5, "layers=max")],
            "English translation. It rests",
        ),
        (
            [
                row("fidelity", "answers", 4),
                row("fidelity", "unknown_to_identifier", 1),
                row("fidelity", "abstained", 1),
                row("fidelity", "script_pass_rate", 0.75),
            ],
            "cannot be told: the identifier does not know it; 75.0% of them are in its script",
        ),
        ([row("fidelity", "answers", 4), row("fidelity", "abstained", 1)], "the identifier is sure of none"),
        ([row("fidelity", "answers", 2), row("fidelity", "empty", 1)], "its answers hold no words"),
        ([row("fidelity", "answers", 2), row("fidelity", "line_pass_rate", 1)], "Nothing that was measured"),
        ([row("alignment", "gaps", 3)], "Nothing could be measured"),
        ([], "Nothing could be measured"),
    ],
)
def test_a_sentence_says_what_holds_a_language_back(rows: list[Row], expected: str) -> None:
    people = portraits(["amh_Ethi", "eng_Latn"], "eng_Latn", {})
    sentence = held_back(rows, people["amh_Ethi"], people["eng_Latn"])
    assert expected.casefold() in sentence.casefold()
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert sentence.endswith(".")


def test_where_much_rests_on_a_number_no_warning_is_given() -> None:
    people = portraits(["amh_Ethi", "eng_Latn"], "eng_Latn", {})
    plain = structs.replace(row("alignment", "mexa", 0.3, "layers=max;pooling=mean"), n=200)
    corrected = structs.replace(row("alignment", "mexa_csls", 0.5, "layers=max;pooling=mean"), n=200)
    sentence = held_back([plain, corrected], people["amh_Ethi"], people["eng_Latn"])
    assert "rests on" not in sentence
    assert "hubs, sentences that lie near to all others, cost 20.0 points" in sentence


def test_every_headline_belongs_to_a_probe() -> None:
    from isogloss.measure.probes.table import PROBES

    assert {headline.probe for headline in HEADLINES.values()} <= set(PROBES)


def test_numbers_and_names_are_said_shortly() -> None:
    assert (said(0.5, "share"), said(-0.5, "number"), said(2.0, "ratio")) == ("50.0", "−0.50", "2.00")
    assert short("static") == "static"
    assert short("hf:/a/very/long/path/to/some/place/of/models/mini/model") == "hf:…/mini/model"


def _page(tmp_path: Path, *models: str) -> str:
    text = tmp_path / "text.tsv"
    rows = ["eng\tswh\ttha", "A red fish.\tSamaki mwekundu.\tปลาสีแดง", "A big tree.\tMti mkubwa.\tต้นไม้ใหญ่"]
    text.write_text("\n".join(rows), encoding="utf-8")
    runs = [measure(model, on=text, out=tmp_path / model) for model in models]
    return write_profile([run.folder for run in runs], tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_page_says_once_what_was_not_measured(tmp_path: Path) -> None:
    page = _page(tmp_path, "bytes")
    assert "Decided on the way" not in page
    assert page.count("it needs <code>--scores</code>") == 2  # predictors and influence


def test_a_page_of_two_models_opens_with_the_numbers_of_both(tmp_path: Path) -> None:
    page = _page(tmp_path, "bytes", "characters")
    heads = re.findall(r"([AB]: [^<]*, median)", page)
    assert heads == [
        f"{run}: {name}, median" for name in ("premium", "unknown", "tokens/word") for run in "AB"
    ]
    table = page.partition('id="languages-table"')[2].partition("</thead>")[0]
    columns = re.findall(r">([AB]: [^<]*?)\s*<", table)
    assert columns[:2] == ["A: premium", "B: premium"]
    assert re.search(r"worst \d\.\d\d, (Thai|Swahili)", page)


MANY = (
    "swh amh tha mya hin arb zho nqo fra deu spa ita por nld swe dan fin est lav lit pol ces slk slv hrv bul "
    "ukr rus bel ell tur aze kat hye heb pes urd ben tam tel"
)


def _many(found: Probed, unread: int) -> Probed:
    """Return a profile of forty languages, the first of which a tokenizer cannot read."""
    languages = [
        LanguageProfile(
            language=code,
            name=code,
            script="",
            measures={
                key: Measured(value=value, low=None, high=None, n=50)
                for key, value in (("premium", 1 + place / 10), ("unknown", float(place < unread)))
            },
            held_back="Said.",
        )
        for place, code in enumerate(MANY.split())
    ]
    profile = structs.replace(found.profile, languages=languages, measures=["premium", "unknown"])
    return replace(found, profile=profile)


@pytest.mark.parametrize("unread", [0, 3, 25, 40])
def test_of_many_languages_those_hardly_read_stand_apart(tmp_path: Path, unread: int) -> None:
    _page(tmp_path, "bytes")
    found = _many(probed(tmp_path / "bytes"), unread)
    console = Console(width=80, record=True, file=io.StringIO())
    print_profile(console, found)
    told = console.export_text()
    read, _, lost = told.partition("hardly read")
    assert bool(lost) == bool(unread)
    assert "100.0" not in read
    assert lost.count("100.0") == min(10, unread)
    shown = min(10, 40 - unread) + min(10, max(0, 30 - unread)) + min(10, unread)
    assert f"{40 - shown} more languages in the report" in told


def test_languages_are_ranked_by_what_most_were_asked(tmp_path: Path) -> None:
    _page(tmp_path, "bytes")
    found = _many(probed(tmp_path / "bytes"), 0)
    few = [
        structs.replace(one, measures={**one.measures, "mexa": Measured(value=0.5, low=0.4, high=0.6, n=50)})
        if place < 2
        else one
        for place, one in enumerate(found.profile.languages)
    ]
    measures = ["mexa", "premium", "unknown"]
    console = Console(width=80, record=True, file=io.StringIO())
    print_profile(
        console, replace(found, profile=structs.replace(found.profile, languages=few, measures=measures))
    )
    told = console.export_text()
    assert "best by premium" in told
    assert "worst by premium" in told


def test_few_bars_have_their_names_below(tmp_path: Path) -> None:
    page = _page(tmp_path, "bytes")
    found = probed(tmp_path / "bytes")
    assert len(found.profile.languages) <= 8
    assert page.count('class="under named"') == page.count('class="strip"') > 0
    many = bars(_many(found, 0), "premium")
    assert many is not None
    assert not many.named
