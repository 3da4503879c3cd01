"""The summary of a run for a terminal: sentences, then tables; plain aligned text where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from isogloss.languages.display import visible
from isogloss.metrics.bootstrap import Score
from isogloss.report.analysis import Analysis
from isogloss.report.comparison import Comparison
from isogloss.report.costs import amount, duration
from isogloss.report.crossing import Crossing, crossing
from isogloss.report.headline import compared, differing, notes, sentences, title
from isogloss.report.results import STANDS
from isogloss.report.summary import ApproachSummary, LanguageResult, Summary
from isogloss.report.tablewidth import bare, fitted, shortened
from isogloss.report.wording import METRICS, counted, interval, percent, points

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console, RenderableType

_ALL: Final = 30
_BEST: Final = 5
_SHOWN: Final = 10
_NAME: Final = 24
_BAR: Final = 12
_ACROSS: Final = 9
_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"


def print_place(console: Console, page: Path) -> None:
    """Print where the report stands."""
    console.print(_said(f"Report   {page}"), soft_wrap=True)


def print_summary(console: Console, analysis: Analysis) -> None:
    """Print what a run says, and how to use what it trained."""
    for part in _parts(console, analysis):
        console.print(part, soft_wrap=False)
    console.print(_said(f"Predict  {_predicting(analysis)}"), soft_wrap=True)


def print_differing(console: Console, analyses: Sequence[Analysis]) -> None:
    """Print why the scores of several runs can hardly be compared, if so."""
    for said in differing(analyses):
        console.print(_said(f"\nNote: {said}"), soft_wrap=False)


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print how one run does against another."""
    sides = comparison.first, comparison.second
    one, two = (visible(f"{run} ({system}, {recipe})", limit=200) for run, system, recipe, _ in sides)
    console.print(Text(f"\nFirst   {one}\nSecond  {two}"), soft_wrap=True)
    console.print(_said(compared(comparison)), soft_wrap=False)
    columns = (
        ("code", "left"),
        ("first", "right"),
        ("second", "right"),
        ("difference", "right"),
        ("95%", "left"),
    )
    table = _table("language", *columns, width=_NAME)
    ranked = sorted(comparison.languages, key=lambda one: -one.difference.value)
    cut = len(ranked) > _ALL
    for row in [*ranked[:_BEST], *ranked[-_BEST:]] if cut else ranked:
        table.add_row(
            _name(row.name),
            _code(row.language),
            percent(row.first.value),
            percent(row.second.value),
            points(row.difference.value),
            f"{points(row.difference.low)} to {points(row.difference.high)}",
        )
    console.print(fitted(console, table, last=("code", "95%")), soft_wrap=False)
    if cut:
        console.print(_said(f"{len(ranked) - 2 * _BEST} more languages in the report."), soft_wrap=False)


def _parts(console: Console, analysis: Analysis) -> Iterator[RenderableType]:
    lead = analysis.headline
    yield Text(visible(title(analysis)), style="bold")
    yield Text(visible(" ".join(sentences(analysis))))
    for note in notes(analysis):
        yield _said(f"Note: {note}")
    if len(analysis.summary.approaches) > 1:
        yield Text()
        more = [METRICS.get(name, name) for name in reversed(analysis.summary.metrics[1:])]
        over = f"over {_reference(analysis.summary.approaches)}"
        last = ("tokens", "draws ±", "worst", over, "95%", "selected on", "took")
        yield fitted(console, _approaches(analysis), [*more, "source"], last)
        if any(one.over and one.over.p < STANDS for one in analysis.summary.approaches):
            yield _said("* is hardly chance: p < 0.05, paired by item.")
    yield Text()
    for part in _languages(analysis, lead, bars=console.is_terminal):
        yield fitted(console, part, ("",), ("to source", "95%")) if isinstance(part, Table) else part
    crossed = crossing(analysis)
    if crossed is not None:
        yield Text()
        yield from _crossed(crossed)
    yield Text()


def _crossed(crossed: Crossing) -> Iterator[RenderableType]:
    """Yield the languages of passages down, of questions across, as many as fit."""
    shown = crossed.asked[:_ACROSS]
    columns = ((_brief(code, crossed.asked), "right") for code in shown)
    table = _table("passage, question in", *columns, width=_NAME)
    for context, cells in zip(crossed.passages, crossed.cells, strict=True):
        table.add_row(
            _name(crossed.names[context]),
            *(percent(cell.value) if cell is not None else "–" for cell in cells[:_ACROSS]),
        )
    table.add_row(_name("all passages"), *map(percent, crossed.by_asked[:_ACROSS]))
    yield table
    if len(crossed.asked) > len(shown):
        left = counted(len(crossed.asked) - len(shown), "more language")
        yield _said(f"{left} of questions in the report.")


def _brief(code: str, others: Sequence[str]) -> str:
    """Return the code of a language, with its script where two are of one code."""
    alone = code.partition("_")[0]
    return alone if [other.partition("_")[0] for other in others].count(alone) == 1 else code


def _approaches(analysis: Analysis) -> Table:
    """Return a line for each system, under a heading for each recipe and source if there are several."""
    summary = analysis.summary
    lead, columns = summary.metrics[0], _columns(summary)
    headings = ((column.heading, column.justify) for column in columns)
    table = _table(f"{METRICS.get(lead, lead)}, %", *headings, width=_NAME)
    several = len({(one.recipe, one.source) for one in summary.approaches}) > 1
    sources = len({one.source for one in summary.approaches})
    last = None
    for place, one in enumerate(summary.approaches):
        if several and (one.recipe, one.source) != last:
            last = (one.recipe, one.source)
            below = f"\nfrom {visible(one.source)}" if sources > 1 else ""
            table.add_row(Text(visible(one.recipe, limit=_NAME) + below))
        table.add_row(
            _name(shortened(f"{'  ' if several else ''}{one.system}", _NAME)),
            *(column.cell(one) for column in columns),
            style="bold" if place == summary.headline else None,
        )
    return table


@dataclass(frozen=True, slots=True)
class _Column:
    """What a table says of each system."""

    heading: str
    cell: Callable[[ApproachSummary], str]
    justify: str = "right"


def _columns(summary: Summary) -> list[_Column]:
    """Return the columns behind a system's name: those that say nothing of any are left out."""
    every, (lead, *others) = summary.approaches, summary.metrics
    columns = [
        (True, _Column("mean", partial(_mean, metric=lead))),
        (True, _Column("95%", lambda one: interval(one.means[lead]) if one.means else "", "left")),
        (any(one.over for one in every), _Column(f"over {_reference(every)}", _over)),
        (
            any(one.spread is not None for one in every),
            _Column("draws ±", lambda one: "" if one.spread is None else percent(one.spread)),
        ),
        *((True, _Column(METRICS.get(name, name), partial(_mean, metric=name))) for name in others),
        (True, _Column("source", _of_source)),
        (True, _Column("worst", lambda one: _value(one.worst.mean))),
        (True, _Column("n", lambda one: str(len(one.languages)))),
        (any(one.selected for one in every), _Column("selected on", lambda one: one.selected, "left")),
        (
            any(one.spent for one in every),
            _Column("took", lambda one: duration(one.spent.seconds) if one.spent else ""),
        ),
        (
            any(one.spent and one.spent.tokens for one in every),
            _Column("tokens", lambda one: amount(one.spent.tokens) if one.spent else ""),
        ),
    ]
    return [column for says_something, column in columns if says_something]


def _mean(one: ApproachSummary, metric: str) -> str:
    return _value(one.means.get(metric))


def _of_source(one: ApproachSummary) -> str:
    return percent(one.source_score.value) if one.source_score and not one.source_recipe else ""


def _reference(approaches: Sequence[ApproachSummary]) -> str:
    """Return the recipe that others are compared with; where it is not the same for all, what it is."""
    names = {one.against for one in approaches if one.against}
    return visible(names.pop(), limit=_NAME) if len(names) == 1 else "reference"


def _over(one: ApproachSummary) -> str:
    """Return by how much it is better than the same system with the reference; a star where that stands."""
    if one.over is None:
        return ""
    return points(one.over.value) + ("*" if one.over.p < STANDS else " ")


def _value(score: Score | None) -> str:
    return "–" if score is None else percent(score.value)


def _languages(analysis: Analysis, lead: ApproachSummary, *, bars: bool) -> Iterator[RenderableType]:
    """Yield the languages by score; of many, the best, the worst tenth and the means by script."""
    metric = analysis.summary.metrics[0]
    ranked = sorted(lead.results, key=lambda one: -one.scores[metric].value)
    if len(ranked) <= _ALL:
        yield _scores(analysis, lead, "language", ranked, bars=bars)
        return
    of = {result.language: result for result in ranked}
    worst = [of[code] for code in lead.worst.languages]
    yield _scores(analysis, lead, "best", ranked[:_BEST], bars=bars)
    yield Text()
    yield _scores(analysis, lead, "worst", list(reversed(worst[:_SHOWN])), bars=bars)
    yield Text()
    yield _by_script(lead, bars=bars)
    rest = len(ranked) - _BEST - min(len(worst), _SHOWN)
    yield _said(f"{counted(rest, 'more language')} in the report.")


def _scores(
    analysis: Analysis, lead: ApproachSummary, heading: str, results: Sequence[LanguageResult], *, bars: bool
) -> Table:
    metric = analysis.summary.metrics[0]
    head = (METRICS.get(metric, metric), "right")
    table = _table(heading, ("code", "left"), head, ("95%", "left"), ("to source", "right"), width=_NAME)
    if bars:
        table.add_column("", no_wrap=True)
    for result in results:
        score = result.scores[metric]
        name = analysis.summary.portrait(lead.source, result.language).name
        bar = [_bar(score.value)] if bars else []
        gap = "source" if result.language == lead.source else points(-result.gap.value) if result.gap else ""
        cells: list[RenderableType] = [
            _name(name),
            _code(result.language),
            percent(score.value),
            interval(score),
            gap,
        ]
        table.add_row(*cells, *bar)
    return table


def _by_script(lead: ApproachSummary, *, bars: bool) -> Table:
    table = _table("script (languages)", ("", "left"), ("mean", "right"), ("95%", "left"), width=_NAME)
    if bars:
        table.add_column("", no_wrap=True)
    for group in lead.by_script[:_SHOWN]:
        cells: list[RenderableType] = [
            _name(f"{group.name} ({len(group.languages)})"),
            "",
            percent(group.mean.value),
            interval(group.mean),
        ]
        table.add_row(*cells, *([_bar(group.mean.value)] if bars else []))
    more = len(lead.by_script) - _SHOWN
    if more > 0:
        table.add_row(_name(f"and {counted(more, 'more script')}"))
    return table


def _table(first: str, *columns: tuple[str, str], width: int | None = None) -> Table:
    table = bare(first, width=width)
    for heading, justify in columns:
        table.add_column(heading, justify="right" if justify == "right" else "left", no_wrap=True)
    return table


def _name(name: str) -> Text:
    return Text(visible(name, limit=_NAME))


def _code(code: str) -> Text:
    return Text(visible(code, limit=14))


def _said(text: str) -> Text:
    return Text(visible(text))


def _bar(share: float) -> Text:
    """Return a bar of twelve cells, to the eighth of a cell."""
    eighths = round(max(0.0, min(1.0, share)) * _BAR * 8)
    full, rest = divmod(eighths, 8)
    return Text(("█" * full + _EIGHTHS[rest]).strip(), style="cyan")


def _predicting(analysis: Analysis) -> str:
    lead = analysis.headline
    metric = analysis.summary.metrics[0]
    others = [result for result in lead.results if result.language in lead.languages]
    some = max(others, key=lambda result: result.scores[metric].value).language
    folder = str(analysis.run.folder)
    quoted = f"'{folder}'" if " " in folder else folder
    return f"isogloss predict {quoted} --language {some} < texts.txt"
