"""The report as one page that stands alone: no network, no script but its own, no markup from data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from isogloss.report.analysis import Analysis, analyse
from isogloss.report.comparison import Comparison, compared_with
from isogloss.report.crossing import crossing
from isogloss.report.figures import HEIGHT, Scatter, across, scatters, swarm
from isogloss.report.headline import compared, differing, notes, sentences, title
from isogloss.report.heatmap import heatmap
from isogloss.report.languagetable import columns, lines
from isogloss.report.making import made
from isogloss.report.sheet import page, template
from isogloss.report.wording import (
    FACTS,
    METRICS,
    UNITS,
    approach_names,
    correlated,
    counted,
    interval,
    percent,
    run_letter,
    sentence_case,
)
from isogloss.runs.asked import remarks
from isogloss.runs.engine import Run
from isogloss.runs.writing import write_bytes

_LISTED: Final = 200
_FEWEST: Final = 8  # languages that a map or a plot says anything of
_MIDDLE: Final = 0.5
_CONTENTS: Final = (
    ("compared", "Side by side"),
    ("approaches", "Approaches"),
    ("languages", "Languages"),
    ("crossing", "Questions in every language"),
    ("worst", "Worst tenth"),
    ("families", "Families and scripts"),
    ("explained", "What goes with it"),
    ("refused", "Refused and missing"),
    ("making", "How it was made"),
    ("words", "Words used here"),
)

RunLike = Analysis | Run | str | Path


def write(runs: RunLike | Sequence[RunLike], out: Path | str | None = None) -> Path:
    """Write the report of one run, or of several side by side, and return where it is.

    runs: run folders, open runs or what ``analyse`` returned. out: by default ``report.html`` in the run's
    folder, of several runs ``comparison.html`` in the first's.
    Raises InputError if one is no run or holds no scores, or if the disk refuses.
    """
    several = [runs] if isinstance(runs, Analysis | Run | str | Path) else runs
    analyses = [run if isinstance(run, Analysis) else analyse(run) for run in several]
    name = "report.html" if len(analyses) == 1 else "comparison.html"
    target = Path(out) if out is not None else analyses[0].run.folder / name
    write_bytes(target, render(analyses).encode("utf-8", errors="backslashreplace"))
    return target


def render(analyses: Sequence[Analysis]) -> str:
    """Return the page of one analysis or more as HTML."""
    content = {
        **_about_all(analyses),
        **_about_lead(analyses[0]),
        **_tables(analyses),
        **_plots(analyses[0]),
    }
    return page("report.html", template("style.css"), content)


def _about_all(analyses: Sequence[Analysis]) -> dict[str, Any]:
    """Return what the page says of every run."""
    pairs = [
        _compared(pair, run_letter(place))
        for place, other in enumerate(analyses[1:], start=1)
        for pair in compared_with(analyses[0], other)
    ]
    shown = {
        "compared": len(analyses) > 1,
        "crossing": crossing(analyses[0]) is not None,
        "explained": bool(_scatters(analyses[0])),
    }
    return {
        "runs": [_run(analysis, run_letter(place)) for place, analysis in enumerate(analyses)],
        "apart": differing(analyses),
        "compared": pairs,
        "contents": [(anchor, name) for anchor, name in _CONTENTS if shown.get(anchor, True)],
    }


def _about_lead(analysis: Analysis) -> dict[str, Any]:
    """Return what the page says of the first run as a whole."""
    record, summary, lead = analysis.run.record, analysis.summary, analysis.headline
    names = approach_names(analysis.reading.approaches)
    metrics = [METRICS.get(name, name) for name in summary.metrics]
    return {
        "title": title(analysis),
        "version": record.version,
        "workbench": record.workbench,
        "made_on": record.ended[:10] or record.started[:10],
        "lede": " ".join(sentences(analysis)),
        "notes": notes(analysis),
        "figures": _figures(analysis),
        "lead": lead,
        "language_count": counted(len(lead.languages), "language"),
        "lead_name": names[analysis.reading.approaches[summary.headline]],
        "lead_metric": summary.metrics[0],
        "other_metrics": summary.metrics[1:],
        "metric": metrics[0],
        "more_metrics": metrics[1:],
        "headline": summary.headline,
        "approaches": [
            (names[one], summary.approaches[place]) for place, one in enumerate(analysis.reading.approaches)
        ],
        "any_over": any(one.over for one in summary.approaches),
        "any_selected": any(one.selected for one in summary.approaches),
        "any_spent": any(one.spent for one in summary.approaches),
        "any_paid": any(one.spent and one.spent.tokens for one in summary.approaches),
        "any_draws": any(one.draws > 1 for one in summary.approaches),
        "pairing": _pairing(analysis),
    }


def _tables(analyses: Sequence[Analysis]) -> dict[str, Any]:
    first = analyses[0]
    beside = columns(analyses)
    found = lines(first, beside)
    of = {line.portrait.language: line for line in found}
    worst = first.headline.worst
    return {
        "columns": beside,
        "lines": found,
        "worst": [(of[code], worst.remarks[code]) for code in worst.languages],
        "worst_count": f"{len(worst.languages)} of {counted(len(first.headline.languages), 'language')}",
        "crossing": crossing(first),
        "heat": heatmap(first) if len(first.headline.languages) >= _FEWEST else None,
    }


def _scatters(analysis: Analysis) -> list[Scatter]:
    return scatters(analysis) if len(analysis.headline.languages) >= _FEWEST else []


def _plots(analysis: Analysis) -> dict[str, Any]:
    drawn = swarm(analysis)
    scores = [dot.score for dot in drawn.dots]
    facts = {fact for portrait in analysis.summary.portraits for fact in portrait.facts}
    return {
        "height": HEIGHT,
        "scatters": [
            {
                "fact": plot.fact,
                "name": sentence_case(FACTS[plot.fact]),
                "unit": UNITS[plot.fact],
                "said": correlated(plot.correlation),
                "dots": plot.dots,
                "across": plot.across,
                "down": plot.down,
            }
            for plot in _scatters(analysis)
        ],
        "fact_names": [
            (fact, f"{sentence_case(name)}, {UNITS[fact]}") for fact, name in FACTS.items() if fact in facts
        ],
        "swarm": drawn,
        "swarm_marks": _marks(analysis, drawn.low),
        "lowest": min(scores),
        "highest": max(scores),
    }


def _marks(analysis: Analysis, low: float) -> list[dict[str, Any]]:
    """Return where the mean, the source and the best baseline stand on the swarm's line from ``low``."""
    lead = analysis.headline
    mean = lead.means[analysis.summary.metrics[0]].value
    marks = [("mean", mean, False)]
    if lead.source_score is not None:
        marks.append((analysis.summary.language_name(lead.source), lead.source_score.value, True))
    if lead.lead is not None:
        marks.append((lead.baseline, mean - lead.lead.value, True))
    # A label stands beside its line on the side where no line that began above it runs down.
    right = sorted((mark for mark in marks if mark[1] > _MIDDLE), key=lambda mark: -mark[1])
    left = sorted((mark for mark in marks if mark[1] <= _MIDDLE), key=lambda mark: mark[1])
    found = []
    for row, (name, share, dashed) in enumerate([*left, *right]):
        found.append(
            {
                "name": f"{name} {percent(share)}",
                "at": across(share, low),
                "from": 16 + 16 * row,
                "dashed": dashed,
                "anchor": "end" if share > _MIDDLE else "start",
                "aside": -5 if share > _MIDDLE else 5,
            }
        )
    return found


def _figures(analysis: Analysis) -> list[tuple[str, str, str]]:
    """Return the few numbers that the page opens with: name, number and what is said beside it."""
    lead = analysis.headline
    metric = analysis.summary.metrics[0]
    mean = lead.means[metric]
    said = METRICS.get(metric, metric)
    figures = [(f"Mean {said}, %", percent(mean.value), interval(mean))]
    if lead.source_score is not None and lead.gap is not None and lead.source not in lead.languages:
        name = analysis.summary.language_name(lead.source)
        figures.append((f"In {name}, %", percent(lead.source_score.value), interval(lead.source_score)))
        bounds = f"{percent(lead.gap.low)} to {percent(lead.gap.high)}"
        figures.append(("Lost on the way, points", percent(lead.gap.value), bounds))
    if lead.lead is not None:
        bounds = f"{percent(lead.lead.low)} to {percent(lead.lead.high)}"
        figures.append((f"Above {lead.baseline}, points", percent(lead.lead.value), bounds))
    count = counted(len(lead.worst.languages), "language")
    if lead.worst.mean is not None:
        figures.append(("Worst tenth, %", percent(lead.worst.mean.value), count))
    return figures


def _pairing(analysis: Analysis) -> str:
    lead = analysis.headline
    n = len(lead.languages)
    if lead.gap is None or lead.source in lead.languages:
        alone = lead.source in lead.languages
        return "" if alone else f"The source was not tested (add {lead.source} to --to): no difference to it."
    if lead.paired == n:
        return "The difference to the source is paired: all languages hold the source's test items."
    if lead.paired == 0:
        return "The difference to the source is not paired: the test sets hold different items."
    unpaired = counted(n - lead.paired, "language")
    return f"The difference to the source is paired, save in {unpaired} whose test items are others."


def _run(analysis: Analysis, letter: str) -> dict[str, Any]:
    """Return what the end of the page says of one run."""
    run, record = analysis.run, analysis.run.record
    names = approach_names(analysis.reading.approaches)
    rejects = run.rejects()
    return {
        "letter": letter,
        "folder": str(run.folder),
        "made": made(run),
        "remarks": [*map(str, record.facts.get("remarks", ())), *remarks(analysis.reading.rows)],
        "signatures": [
            (names[one], analysis.summary.approaches[place].signature)
            for place, one in enumerate(analysis.reading.approaches)
            if analysis.summary.approaches[place].signature
        ],
        "rejects": rejects[:_LISTED],
        "rejects_total": len(rejects),
        "reject_count": counted(len(rejects), "row"),
        "gaps": record.gaps[:_LISTED],
        "gaps_total": len(record.gaps),
        "gap_count": counted(len(record.gaps), "cell"),
    }


def _compared(pair: Comparison, second: str) -> dict[str, Any]:
    """Return one comparison of the first run with that of a letter, the largest gain first."""
    first = run_letter(0)
    bounds = [abs(end) for row in pair.languages for end in (row.difference.low, row.difference.high)]
    return {
        "first_name": f"{first}: {pair.first[1]}, {pair.first[2]}",
        "second_name": f"{second}: {pair.second[1]}, {pair.second[2]}",
        "first_letter": first,
        "second_letter": second,
        "said": compared(pair),
        "rows": sorted(pair.languages, key=lambda row: -row.difference.value),
        "most": max(bounds) or 1.0,
    }
