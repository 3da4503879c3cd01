"""Several models on the same languages, as one table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.measure import Measurement
from rich.text import Text

from isogloss.languages.display import visible
from isogloss.report.profile.headlines import HEADLINES
from isogloss.report.profile.notes import meaning
from isogloss.report.profile.opening import unlike
from isogloss.report.profile.reading import LanguageProfile, Probed, ranked_by
from isogloss.report.profile.saying import interval_of, said, short
from isogloss.report.tablewidth import bare, fitted
from isogloss.report.wording import counted, run_letter

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_ALL: Final = 30
_NAME: Final = 22


def print_side_by_side(console: Console, found: Sequence[Probed]) -> None:
    """Print what several runs found of the same languages by the same measures; nothing where none is."""
    for part in _parts(console, found):
        console.print(part, soft_wrap=False)


def _parts(console: Console, found: Sequence[Probed]) -> Iterator[RenderableType]:
    measures = [key for key in HEADLINES if all(key in one.profile.measures for one in found)]
    of = [{one.language: one for one in run.profile.languages} for run in found]
    common = set.intersection(*(set(one) for one in of))
    if not measures or not common:
        return
    first = [one for one in found[0].profile.languages if one.language in common]
    ranked = ranked_by(first, measures[0])
    yield Text("Side by side", style="bold")
    for place, one in enumerate(found):
        yield Text(visible(f"{run_letter(place)}: {short(one.profile.model)}"))
    if unlike(found):
        yield Text(unlike(found))
    yield Text()
    count, shown = _widest(console, measures, ranked[-_ALL:], of)
    yield shown
    yield Text()
    if len(ranked) > _ALL:
        yield Text(f"The worst of {counted(len(ranked), 'language')} by A; all stand in the report.")
    for key in measures[:count]:
        yield Text(f"{': '.join(meaning(key))}.", style="dim")
    if measures[count:]:
        rest = ", ".join(HEADLINES[key].title for key in measures[count:])
        yield Text(f"Too wide for this terminal, in the report: {rest}.")
    yield Text()


def _widest(
    console: Console,
    measures: Sequence[str],
    languages: Sequence[LanguageProfile],
    of: Sequence[dict[str, LanguageProfile]],
) -> tuple[int, Table]:
    """Return the table of as many measures as fit, of one at the least, and how many those are."""
    for count in range(len(measures), 1, -1):
        table = _table(measures[:count], languages, of)
        if Measurement.get(console, console.options.update(max_width=1000), table).maximum <= console.width:
            return count, table
    return 1, fitted(console, _table(measures[:1], languages, of), first=("n",), last=("95%",))


def _table(
    measures: Sequence[str],
    languages: Sequence[LanguageProfile],
    of: Sequence[dict[str, LanguageProfile]],
) -> Table:
    """Return the table, a column for each measure and run; of the first measure with its intervals."""
    table = bare("language", width=_NAME)
    columns = [(key, place) for key in measures for place in range(len(of))]
    for key, place in columns:
        table.add_column(f"{run_letter(place)}: {HEADLINES[key].title}", justify="right", no_wrap=True)
        if key == measures[0]:
            table.add_column("95%", no_wrap=True)
            table.add_column("n", justify="right", no_wrap=True)
    for one in languages:
        cells = [Text(visible(one.name, limit=_NAME))]
        for key, place in columns:
            measured = of[place][one.language].measures.get(key)
            unit = HEADLINES[key].unit
            cells.append(Text("–" if measured is None else said(measured.value, unit)))
            if key == measures[0]:
                cells += [Text(interval_of(measured, unit)), Text(f"{measured.n:,}" if measured else "–")]
        table.add_row(*cells)
    return table
