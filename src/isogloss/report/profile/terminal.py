"""The profile of a model for a terminal: languages down, measures across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.text import Text

from isogloss.languages.display import visible
from isogloss.report.profile.bill import bill, bill_table, groups
from isogloss.report.profile.correlation import correlations
from isogloss.report.profile.details import OF_SCORES
from isogloss.report.profile.expectations import expectations, paragraphs
from isogloss.report.profile.explanations import MEANING, PROBE, explanations, lines
from isogloss.report.profile.headlines import HEADLINES
from isogloss.report.profile.notes import meaning, notes
from isogloss.report.profile.opening import lede, title
from isogloss.report.profile.reading import LanguageProfile, Probed, ranked_by, unreadable
from isogloss.report.profile.saying import interval_of, said
from isogloss.report.tablewidth import bare, fitted
from isogloss.report.wording import MINUS, counted

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_ALL: Final = 30
_SHOWN: Final = 10
_NAME: Final = 22


def print_profile(console: Console, found: Probed) -> None:
    """Print what a run of probes found."""
    for part in _parts(console, found):
        console.print(part, soft_wrap=False)


def _parts(console: Console, found: Probed) -> Iterator[RenderableType]:
    profile = found.profile
    yield Text(visible(title([found])), style="bold")
    yield Text(visible(lede([found])))
    yield Text()
    asked_about = explanations(found.rows, found.people)
    if asked_about:
        yield Text(MEANING, style="dim")
        yield Text()
    for explained in asked_about:
        yield Text(visible(f"{explained.headed}: {explained.text}"), style="bold")
        yield from (Text(visible(line)) for line in lines(explained))
        yield Text()
    if not profile.measures and any(row.recipe == PROBE for row in found.rows):
        return
    if profile.measures:
        yield from _languages(console, found)
    else:
        yield Text("Nothing was found that a table could show.")
        yield Text()
        yield from _sentences(found, profile.languages[:_ALL])
        if len(profile.languages) > _ALL:
            yield Text(f"{counted(len(profile.languages) - _ALL, 'more language')} in the report.")
    yield from _paid(console, found)
    for of in expectations(found.rows, found.people):
        yield Text()
        yield Text(visible(f"{of.system}, {of.recipe}: what its {of.metric} goes with"), style="bold")
        yield from (Text(visible(line)) for line in paragraphs(of))
    for beside in correlations(found):
        rho, low, high = (
            f"{value:.2f}".replace("-", MINUS) for value in (beside.rho, beside.low, beside.high)
        )
        over = counted(beside.n, "language")
        yield Text(visible(f"{beside.column} and {beside.measure}: ρ = {rho} ({low} to {high}) over {over}."))


def _languages(console: Console, found: Probed) -> Iterator[RenderableType]:
    """Yield the table of languages, what its columns mean, and what holds each language back."""
    measures = found.profile.measures
    lead = _lead(found)
    ranked = ranked_by(found.profile.languages, lead)
    chosen: Sequence[LanguageProfile] = ranked
    parts: list[tuple[str, Sequence[LanguageProfile]]] = [("language", ranked)]
    if len(ranked) > _ALL:
        parts = _excerpts(ranked, lead)
        chosen = [one for heading, part in parts if not heading.startswith("best") for one in part]
    tables = [_table(console, measures, heading, part) for heading, part in parts]
    for place, table in enumerate(tables):
        if place:
            yield Text()
        yield table
    more = len(ranked) - sum(len(part) for _, part in parts)
    if more:
        yield Text()
        said = counted(more, "more language")
        yield Text(f"{said} in the report, each with a sentence that says what holds it back.")
    yield Text()
    yield from _read(found, tables[0])
    sentences = list(_sentences(found, chosen))
    if sentences:
        yield Text()
    yield from sentences


def _lead(found: Probed) -> str:
    """Return the first measure that half of the languages have: where few were asked, it ranks few."""
    measures, languages = found.profile.measures, found.profile.languages
    wide = (key for key in measures if 2 * sum(key in one.measures for one in languages) >= len(languages))
    return next(wide, measures[0])


def _excerpts(ranked: Sequence[LanguageProfile], lead: str) -> list[tuple[str, Sequence[LanguageProfile]]]:
    """Return the best and the worst of many languages, and apart those of which a tokenizer reads little."""
    title = HEADLINES[lead].title
    asked = [one for one in ranked if lead in one.measures]
    read = [one for one in asked if not (HEADLINES[lead].probe == "premium" and unreadable(one))]
    lost = [one for one in ranked_by(asked, "unknown") if one not in read]
    parts = [
        (f"best by {title}", read[:_SHOWN]),
        (f"worst by {title}", read[_SHOWN:][-_SHOWN:]),
        ("hardly read", lost[-_SHOWN:]),
    ]
    return [(heading, part) for heading, part in parts if part]


def _paid(console: Console, found: Probed) -> Iterator[RenderableType]:
    """Yield what is paid in each language and by whom, where prices or speakers were given."""
    whole, by_group = bill(found), groups(found)
    if whole is not None:
        yield Text()
        yield Text(visible(f"What a thousand sentences cost, {whole.currency}, dearest first"), style="bold")
        table, left = bill_table(console, whole)
        yield table
        if left:
            yield Text(left)
    if by_group:
        yield Text()
    for sentence in by_group:
        yield Text(visible(sentence))


def _sentences(found: Probed, languages: Sequence[LanguageProfile]) -> Iterator[Text]:
    """Yield what holds each language back, where the model was asked something in it."""
    asked = {row.language for row in found.rows if row.recipe not in OF_SCORES}
    for one in languages:
        if one.language in asked:
            yield Text(visible(f"{one.name}: {one.held_back}"))


def _read(found: Probed, shown: Table) -> Iterator[Text]:
    """Yield how the table is to be read, and which measures were too many for the terminal."""
    heads = {column.header for column in shown.columns}
    measures = found.profile.measures
    for key in measures:
        if HEADLINES[key].title in heads:
            name, means = meaning(key)
            first = "; 95% is its interval, n what it rests on" if key == measures[0] else ""
            yield Text(f"{name}: {means}{first}.", style="dim")
    rest = [HEADLINES[key].title for key in measures if HEADLINES[key].title not in heads]
    if rest:
        yield Text(f"Too wide for this terminal, in the report: {', '.join(rest)}.")
    for note in notes(found):
        yield Text(visible(note))


def _table(
    console: Console, measures: Sequence[str], heading: str, languages: Sequence[LanguageProfile]
) -> Table:
    """Return the table; intervals give way first where the terminal is narrow, then the last measures."""
    table = bare(heading, width=_NAME)
    table.add_column("code", no_wrap=True)
    for place, key in enumerate(measures):
        table.add_column(HEADLINES[key].title, justify="right", no_wrap=True)
        if place == 0:
            table.add_column("95%", no_wrap=True)
    table.add_column("n", justify="right", no_wrap=True)
    for one in languages:
        cells = [Text(visible(one.name, limit=_NAME)), Text(visible(one.language, limit=14))]
        for place, key in enumerate(measures):
            measured = one.measures.get(key)
            cells.append(Text("–" if measured is None else said(measured.value, HEADLINES[key].unit)))
            if place == 0:
                cells.append(Text(interval_of(measured, HEADLINES[key].unit)))
        first = one.measures.get(measures[0])
        cells.append(Text(f"{first.n:,}" if first else "–"))
        table.add_row(*cells)
    later = [HEADLINES[key].title for key in reversed(measures[3:])]
    return fitted(console, table, first=("code",), last=later)
