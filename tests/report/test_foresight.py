"""Dots of what was expected beside what was scored, and the page that shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.measure import Settings, measure
from isogloss.report.profile.foresight import foresight
from isogloss.report.profile.page import render
from isogloss.report.profile.reading import Probed, probed
from tests.measure.expectation.toyrun import toy_run


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Probed:
    settings = Settings(scores=toy_run(), predict=("jav",), examples=("3",))
    run = measure(
        "static",
        probes=("predictors", "influence"),
        settings=settings,
        out=tmp_path_factory.mktemp("x") / "run",
    )
    return probed(run)


def test_each_language_is_a_dot_below_the_line_where_less_was_scored_than_expected(found: Probed) -> None:
    row = next(row for row in found.rows if row.metric == "trait")
    system = dict(part.split("=", 1) for part in row.detail.split(";"))["system"]
    dots = foresight(found.rows, system, "zero-shot", found.people)
    assert dots is not None
    assert len(dots.points) == 10
    x0, y0, x1, y1 = dots.ends
    values = {row.language: row.value for row in found.rows if row.metric == "score"}
    expected = {
        row.language: row.value
        for row in found.rows
        if row.metric == "expected" and "by=language" in row.detail
    }
    for point in dots.points:
        language = next(
            code for code in values if found.people[code].name == point.said.split(":", maxsplit=1)[0]
        )
        line = y0 + (y1 - y0) * (point.x - x0) / (x1 - x0)
        gap = values[language] - expected[language]
        assert (point.y > line + 1e-6) == (gap < -1e-9)
        assert x0 <= point.x <= x1
        assert y1 - 1e-6 <= point.y <= y0 + 1e-6
    assert foresight(found.rows, system, "no such recipe", found.people) is None


def test_a_page_of_scores_alone_says_what_was_checked_and_blames_no_model(found: Probed) -> None:
    page = render([found])
    assert "What explains the scores of run" in page
    assert "Left out by language, the scores of 10 languages" in page
    assert page.count('<circle class="dot') == 10
    assert "Languages without labels" in page
    assert "What holds it back" not in page
    assert 'id="figures"' not in page


def test_pushes_stand_in_a_table_with_what_was_asked_in_full_sight(found: Probed) -> None:
    page = render([found])
    assert page.count('<details class="explained"') == 10  # example 3 of each language
    assert page.count('<details class="explained" open') == 5
    assert page.count('<tr class="against">') == 30


def test_the_command_that_made_it_names_the_run_and_what_was_asked(found: Probed) -> None:
    assert f"--scores {toy_run()} --predict jav --examples 3" in render([found])


def test_runs_of_scores_stand_side_by_side(found: Probed, tmp_path: Path) -> None:
    other = probed(
        measure("bytes", probes="predictors", settings=Settings(scores=toy_run()), out=tmp_path / "b")
    )
    page = render([found, other])
    assert page.count("Left out by language, the scores of 10 languages") == 2
