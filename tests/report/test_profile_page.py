"""The page of a profile in a browser: headless Chromium, no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from isogloss.measure import measure
from isogloss.report.profile.page import write_profile
from tests.measure.conftest import SENTENCES, write
from tests.report.test_browser import DESK, PHONE, Opened, browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]  # a fixture

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("profile")
    text = write(place / "text", SENTENCES)
    runs = [measure(model, on=text, out=place / model) for model in ("bytes", "static")]
    return write_profile([run.folder for run in runs], place / "both.html")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_is_silent_and_as_wide_as_the_screen(
    browser: Browser, page: Path, viewport: dict[str, int]
) -> None:
    opened = Opened(browser, page, viewport=viewport)
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith(("file:", "data:"))] == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_column_sorts_the_languages(browser: Browser, page: Path) -> None:
    opened = Opened(browser, page)
    names = opened.page.locator("#languages-table tbody .name")
    opened.page.get_by_role("button", name="A: premium").click()
    down = names.all_inner_texts()
    opened.page.get_by_role("button", name="A: premium").click()
    assert names.all_inner_texts() == down[::-1]
    assert sorted(down) == ["Amharic", "Swahili", "Thai"]


def test_the_bars_of_a_figure_stand_within_it(browser: Browser, page: Path) -> None:
    opened = Opened(browser, page)
    figure = opened.page.locator("svg.strip").first
    box = figure.bounding_box()
    assert box is not None
    for bar in figure.locator("rect").all():
        one = bar.bounding_box()
        assert one is not None
        assert box["y"] - 1 <= one["y"]
        assert one["y"] + one["height"] <= box["y"] + box["height"] + 1
        assert one["height"] > 1
