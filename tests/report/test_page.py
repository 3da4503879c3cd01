"""The page as a file: what stands in it, and what cannot."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.report import write
from isogloss.report.analysis import Analysis
from isogloss.report.page import render
from isogloss.report.wording import run_letter
from tests.report import synthetic

VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """Elements with their attributes, in order; raises where tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("script", "style"):
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def html(analysis: Analysis) -> str:
    return render([analysis])


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_tags_nest_and_ids_are_unique(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    anchors = {str(one["href"])[1:] for one in page.all("a")}
    assert anchors <= set(ids)


def test_nothing_of_the_data_is_markup(page: Page) -> None:
    assert len(page.all("script")) == 1
    assert {"img", "b", "i", "iframe", "object"}.isdisjoint(name for name, _ in page.elements if name != "i")
    assert not any(key.startswith("on") for _, attributes in page.elements for key in attributes)
    text = "".join(page.text)
    assert "<script>window.hacked=1</script>" in text
    assert "invented<b>" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_the_page_needs_nothing_from_elsewhere(html: str, page: Page) -> None:
    for _, attributes in page.elements:
        for key in ("src", "href", "srcset", "action", "data"):
            value = attributes.get(key) or ""
            assert value == "" or value.startswith(("#", "data:"))
    assert "url(" not in html
    assert "@import" not in html


def test_the_policy_admits_our_style_and_script_and_nothing_else(html: str, page: Page) -> None:
    policy = str(page.all("meta")[1]["content"])
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        found = re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert found is not None
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not any("style" in attributes for _, attributes in page.elements)


def test_every_heading_cell_has_a_scope_and_every_input_a_label(page: Page) -> None:
    assert all(one.get("scope") in ("row", "col") for one in page.all("th"))
    labelled = {one["for"] for one in page.all("label")}
    assert all(one["id"] in labelled for one in page.all("input"))
    assert len(page.all("caption")) == len(page.all("table"))
    images = [one for one in page.all("svg") if one.get("role") == "img"]
    assert all("aria-label" in one or "aria-labelledby" in one for one in images)
    assert all(one.get("aria-hidden") == "true" for one in page.all("svg") if one.get("role") != "img")


def test_headings_step_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch("h[1-6]", name)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_autonyms_are_marked_with_their_language_and_direction(page: Page) -> None:
    autonyms = {str(one["lang"]): one["dir"] for one in page.all("bdi") if "lang" in one}
    assert autonyms["arb-Arab"] == "rtl"
    assert autonyms["nqo-Nkoo"] == "rtl"
    assert autonyms["amh-Ethi"] == "ltr"


def test_rejects_are_capped_and_counted(page: Page) -> None:
    text = " ".join(" ".join(page.text).split())
    assert "250 rows of the input were set aside; the first 200 are listed" in text
    assert "data/<b>199</b>/test.tsv" in text
    assert "data/<b>200</b>/test.tsv" not in text


def test_failed_cells_are_listed_with_their_error(page: Page) -> None:
    text = " ".join(" ".join(page.text).split())
    assert "4 cells failed and gave no score" in text
    assert "ZeroDivisionError: no scores for <b>this</b> one" in text


def test_signatures_and_the_making_stand_in_full(page: Page) -> None:
    text = "".join(page.text)
    assert "isogloss transfer 'there/<b>data</b>' --from eng --to all --recipes zero-shot,few-shot:10" in text
    assert (
        "isogloss:0.1.0|data:invented@3fa1|recipe:zero-shot|source:eng_Latn|split:test|metric:accuracy"
        in text
    )
    assert "CC0-1.0" in text


def test_the_page_goes_into_the_run_folder_or_where_it_is_sent(plain: Analysis, tmp_path: Path) -> None:
    assert write(plain.run.folder) == plain.run.folder / "report.html"
    assert write(plain, tmp_path / "deep" / "page.html").read_bytes().startswith(b"<!doctype html>")
    with pytest.raises(InputError, match="is no run folder"):
        write(tmp_path)


def test_a_place_that_cannot_be_written_is_one_clear_error(plain: Analysis, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        write(plain, tmp_path / "file" / "page.html")


def test_the_same_run_gives_the_same_page(plain: Analysis) -> None:
    assert render([plain]) == render([plain])


def test_one_run_twice_is_told_apart_by_its_place(analysis: Analysis) -> None:
    twice = render([analysis, analysis])
    assert "A: static+logreg, zero-shot" in twice
    assert "B: static+logreg, zero-shot" in twice


def test_there_are_letters_for_more_runs_than_the_alphabet_has() -> None:
    letters = [run_letter(place) for place in range(26 * 28)]
    assert letters[:2] == ["A", "B"]
    assert letters[25:28] == ["Z", "AA", "AB"]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("languages", [["eng_Latn"], ["eng_Latn", "swh_Latn"], ["swh_Latn", "qaa_Zyyy"]])
def test_few_languages_or_no_test_of_the_source_still_make_a_page(
    tmp_path: Path, languages: list[str]
) -> None:
    run = synthetic.make(tmp_path / "run", synthetic.plan(languages, few_shot=False, items=3))
    Page(write(run).read_text(encoding="utf-8"))


@pytest.mark.parametrize("systems", [["static+logreg"], ["majority"]])
def test_a_run_with_or_without_baselines_makes_a_page(tmp_path: Path, systems: list[str]) -> None:
    run = synthetic.make(tmp_path / "run", synthetic.plan(few_shot=False, systems=systems, items=10))
    Page(write(run).read_text(encoding="utf-8"))


def test_a_language_of_guesswork_is_called_so_in_the_table(html: str) -> None:
    heads = re.findall(r'<th scope="row" data-value="[^"]*">(.*?)</th>', html)
    named = [head for head in heads if '<span class="range">guesswork</span>' in head]
    assert [re.findall(r"\w{3}_\w{4}", head)[:1] for head in named] == [["qaa_Zyyy"], ["nqo_Nkoo"]]


def test_words_that_a_newcomer_may_not_know_are_explained(page: Page) -> None:
    text = "".join(page.text)
    for word in (
        "cell",
        "coverage",
        "guesswork",
        "genetic distance",
        "false discoveries",
        "undecided",
        "not paired",
    ):
        assert f"\n{word}" in text
    assert "own a row in the encoder" in text


def test_few_languages_get_a_sentence_in_place_of_a_map_and_plots(plain: Analysis, html: str) -> None:
    few = render([plain])
    assert "Of fewer than 8 languages a map" in few
    assert 'id="explained"' not in few
    assert 'class="heat' not in few
    assert 'id="explained"' in html
    assert 'class="heat' in html


def palettes() -> list[dict[str, str]]:
    """Return the colours of the style sheet, light and dark."""
    style = files("isogloss.report").joinpath("templates", "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]


def luminance(colour: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "accent", "worst") for ground in ("paper", "raised")),
    *((f"h{step}-ink", f"h{step}") for step in range(7)),
]
MARKS = [("accent", "paper"), ("worst", "paper"), ("ink", "bar"), ("ink", "worst-bar"), ("muted", "raised")]


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa_in_both_themes(place: int) -> None:
    palette = palettes()[place]
    for ink, ground in TEXT:
        assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
    for mark, ground in MARKS:
        assert contrast(palette[mark], palette[ground]) >= 3, (mark, ground)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
