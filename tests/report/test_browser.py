"""The page in a browser: headless Chromium, no network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from isogloss.report import write
from isogloss.report.analysis import Analysis, analyse
from tests.report import synthetic

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
DESK, PHONE = {"width": 1180, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        missing = pytest.fail if os.environ.get("ISOGLOSS_NEEDS_BROWSER") else pytest.skip
        missing("there is no chromium to open pages in")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    better = synthetic.make(
        tmp_path_factory.mktemp("second") / "run", synthetic.plan(boost=0.1, few_shot=False)
    )
    return write([analysis, analyse(better)], tmp_path_factory.mktemp("page") / "report.html")


class Opened:
    """A page with all it said and all it asked for."""

    def __init__(self, browser: Browser, file: Path, **options: Any) -> None:  # noqa: ANN401  playwright's own
        self.said: list[str] = []
        self.asked: list[str] = []
        context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **options})
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())

    def names(self) -> list[str]:
        """Return the names of the languages that the table shows, in order."""
        shown = self.page.locator("#languages-table tbody tr:visible .name")
        return [name.strip() for name in shown.all_text_contents()]

    def column(self, heading: str) -> list[float]:
        """Return the numbers of a column that the table shows, in order, those without left out."""
        numbers: list[float] = self.page.evaluate(
            """heading => {
              const table = document.getElementById("languages-table");
              const head = [...table.tHead.rows[0].cells].findIndex(c => c.textContent.trim() === heading);
              return [...table.tBodies[0].rows].filter(r => !r.hidden)
                .map(r => r.cells[head].dataset.value).filter(v => v).map(Number);
            }""",
            heading,
        )
        return numbers


@pytest.fixture(scope="module")
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    made = Opened(browser, file)
    yield made
    made.page.context.close()


def test_nothing_is_executed_fetched_or_complained_of(opened: Opened, file: Path) -> None:
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.hacked") is None
    assert [url for url in opened.asked if not url.startswith("data:")] == [file.as_uri()]
    assert opened.said == []
    assert "<script>window.hacked=1</script>" in opened.page.inner_text("#refused")


def test_a_script_smuggled_into_the_file_does_not_run(browser: Browser, file: Path, tmp_path: Path) -> None:
    smuggled = tmp_path / "smuggled.html"
    text = file.read_text(encoding="utf-8")
    smuggled.write_text(text.replace("</main>", "<script>window.hacked=1</script></main>"), encoding="utf-8")
    page = Opened(browser, smuggled)
    assert page.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in line for line in page.said)
    page.page.context.close()


def test_the_table_sorts_by_keyboard_and_says_so(browser: Browser, file: Path) -> None:
    opened = Opened(browser, file)
    page = opened.page
    assert opened.column("Accuracy") == sorted(opened.column("Accuracy"), reverse=True)
    heading = page.locator("#languages-table th", has_text="Accuracy")
    assert heading.get_attribute("aria-sort") == "descending"
    heading.locator("button").focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert opened.column("Accuracy") == sorted(opened.column("Accuracy"))
    assert page.inner_text("#shown") == "12 of 12 languages, by Accuracy, lowest first"
    page.locator("#languages-table th", has_text="Language").locator("button").focus()
    page.keyboard.press("Space")
    assert opened.names() == sorted(opened.names(), key=str.casefold)
    assert heading.get_attribute("aria-sort") is None
    assert page.locator("#languages-table [aria-sort]").count() == 1
    page.context.close()


def test_what_was_not_measured_stays_last_in_both_orders(browser: Browser, file: Path) -> None:
    opened = Opened(browser, file)
    button = opened.page.locator("#languages-table th button", has_text="static+logreg, few-shot-10").first
    for _ in range(2):
        button.click()
        assert opened.names()[-1] == "English"  # few-shot was not tried on the source itself
    opened.page.context.close()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("swah", ["Swahili"]),
        ("ARB_arab", ["Standard Arabic"]),
        ("ไทย", ["Thai"]),
        ("atlantic latin", ["Swahili", "Yoruba"]),
        ("euskara", ["Basque"]),
        ("unknown", ["qaa"]),
        ("no such language", []),
    ],
)
def test_the_filter_finds_by_name_code_autonym_script_and_family(
    browser: Browser, file: Path, typed: str, shown: list[str]
) -> None:
    opened = Opened(browser, file)
    opened.page.get_by_label("Find a language, script or family").fill(typed)
    assert sorted(opened.names()) == shown
    assert opened.page.inner_text("#shown").startswith(f"{len(shown)} of 12 languages")
    opened.page.context.close()


@pytest.mark.parametrize("width", [320, 375, 768, 1180, 1920])
def test_the_page_never_scrolls_sideways(browser: Browser, file: Path, width: int) -> None:
    opened = Opened(browser, file, viewport={"width": width, "height": 700})
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    opened.page.context.close()


def test_a_table_says_that_it_scrolls_sideways_exactly_where_it_does(browser: Browser, file: Path) -> None:
    seen = set()
    for viewport in (PHONE, {"width": 1200, "height": 900}):
        opened = Opened(browser, file, viewport=viewport)
        frames = opened.page.evaluate(
            """() => [...document.querySelectorAll(".scroll:has(caption span)")].map(frame => {
                const hint = getComputedStyle(frame.querySelector("caption span"), "::after").content;
                return [frame.scrollWidth > frame.clientWidth + 1, hint.includes("Scrolls sideways")];
            })"""
        )
        assert [scrolls for scrolls, _ in frames] == [said for _, said in frames]
        seen |= {scrolls for scrolls, _ in frames}
        opened.page.context.close()
    assert seen == {True, False}


def test_text_in_a_phone_is_large_enough_and_nothing_is_cut(browser: Browser, file: Path) -> None:
    opened = Opened(browser, file, viewport=PHONE)
    sizes = opened.page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.innerText && e.getClientRects().length)
            .map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= 12
    cut = opened.page.evaluate(
        """() => [...document.querySelectorAll(".language, p, li, dd, h1, h2, h3")]
            .filter(e => getComputedStyle(e).overflowX !== "visible" || e.scrollWidth > e.clientWidth + 1)
            .map(e => e.textContent)"""
    )
    assert cut == []
    opened.page.context.close()


def test_light_and_dark_are_two_pictures_with_their_own_ground(browser: Browser, file: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        opened = Opened(browser, file, color_scheme=scheme)
        grounds.append(opened.page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert len(opened.page.screenshot()) > 10_000
        opened.page.context.close()
    assert grounds == ["rgb(251, 250, 246)", "rgb(21, 24, 26)"]


def test_right_to_left_names_leave_the_rest_in_place(opened: Opened) -> None:
    # The English name stands left of its autonym also where that runs from right to left.
    boxes = opened.page.evaluate(
        """() => [...document.querySelectorAll("#languages-table tr")]
            .filter(row => row.querySelector(".autonym"))
            .map(row => [".name", ".autonym"].map(one => row.querySelector(one).getBoundingClientRect()))
            .map(([n, a]) => [n.left, n.top, a.left, a.top])"""
    )
    assert len(boxes) >= 9
    for name_left, name_top, left, top in boxes:
        assert left > name_left or top > name_top + 10
    assert opened.page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    arabic = opened.page.locator("#languages-table [lang='arb-Arab']").first
    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_the_keyboard_reaches_every_control_and_shows_where_it_is(browser: Browser, file: Path) -> None:
    opened = Opened(browser, file)
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                return [e.id || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby")
                    || e.textContent.trim(), s.outlineStyle + s.outlineWidth]; }"""
        )
        assert (
            focused[0] == ""
            or "solid3px" in focused[1]
            or page.evaluate("document.activeElement === document.body")
        )
        reached.add(focused[0])
    assert {
        "find",
        "Accuracy",
        "Language",
        "To the source",
        "languages-title",
        "The same as a table",
    } <= reached
    page.context.close()


def test_without_scripts_the_page_still_says_everything(browser: Browser, file: Path) -> None:
    opened = Opened(browser, file, java_script_enabled=False)
    assert opened.page.locator("#languages-table tbody tr").count() == 12
    assert not opened.page.locator(".filter").is_visible()
    opened.page.context.close()


def test_a_reader_of_the_tree_finds_names_and_roles(opened: Opened) -> None:
    page = opened.page
    assert page.get_by_role("heading", level=1).inner_text().startswith("invented<b>")
    assert page.get_by_role("navigation", name="On this page").count() == 1
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("searchbox", name="Find a language, script or family").count() == 1
    assert page.get_by_role("table", name="Accuracy in every language").count() == 1
    assert page.get_by_role("rowheader", name="Swahili").count() >= 1
    assert page.get_by_role("columnheader", name="Accuracy", exact=True).count() >= 1
    assert page.get_by_role("img", name="Accuracy against encoder coverage").count() == 1
