"""The table of languages on the page: a line each, a column for every approach."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isogloss.metrics.bootstrap import Difference, Score
from isogloss.report.analysis import Analysis
from isogloss.report.portrait import Portrait
from isogloss.report.reading import Approach
from isogloss.report.results import STANDS
from isogloss.report.summary import ApproachSummary, LanguageResult
from isogloss.report.wording import approach_names, run_letter


@dataclass(frozen=True, slots=True)
class Column:
    """One approach beside the one that leads. run: a letter where several runs stand side by side."""

    name: str
    run: str
    results: Mapping[str, LanguageResult]


@dataclass(frozen=True, slots=True)
class Line:
    """One language. stands: whether its lead over the baseline is no chance; find: what a filter searches.

    is_guesswork: the summary's word for a score so low that coverage explains it.
    """

    portrait: Portrait
    is_source: bool
    is_worst: bool
    is_guesswork: bool
    n: int
    score: Score
    second: Score | None
    spread: float | None
    gap: Difference | None
    lead: Difference | None
    stands: bool
    others: Sequence[Score | None]
    find: str


def columns(analyses: Sequence[Analysis]) -> list[Column]:
    """Return the approaches that stand beside the headline of the first run, baselines last."""
    found = []
    for place, analysis in enumerate(analyses):
        names = approach_names(analysis.reading.approaches)
        letter = run_letter(place) if len(analyses) > 1 else ""
        order = sorted(enumerate(analysis.summary.approaches), key=lambda item: item[1].is_baseline)
        for number, one in order:
            if (place, number) == (0, analysis.summary.headline) or (place and one.is_baseline):
                continue
            name = names[Approach(one.system, one.recipe, one.source)]
            found.append(Column(name, letter, {result.language: result for result in one.results}))
    return found


def lines(analysis: Analysis, beside: Sequence[Column]) -> list[Line]:
    """Return a line for each language that the headline scored, the highest first."""
    lead, metrics = analysis.headline, analysis.summary.metrics
    ranked = sorted(lead.results, key=lambda result: -result.scores[metrics[0]].value)
    return [_line(analysis, lead, result, beside) for result in ranked]


def _line(
    analysis: Analysis, lead: ApproachSummary, result: LanguageResult, beside: Sequence[Column]
) -> Line:
    metrics = analysis.summary.metrics
    portrait = analysis.summary.portrait(lead.source, result.language)
    others = [column.results.get(result.language) for column in beside]
    return Line(
        portrait=portrait,
        is_source=result.language == lead.source,
        is_worst=result.language in lead.worst.languages,
        is_guesswork=result.language in lead.guesswork,
        n=result.n,
        score=result.scores[metrics[0]],
        second=result.scores[metrics[1]] if len(metrics) > 1 else None,
        spread=result.spread,
        gap=result.gap,
        lead=result.lead,
        stands=result.q is not None and result.q < STANDS,
        others=[other.scores.get(metrics[0]) if other else None for other in others],
        find=_searchable(portrait) + (" guesswork" if result.language in lead.guesswork else ""),
    )


def _searchable(portrait: Portrait) -> str:
    """Return what a reader may type to find a language, in lower case and without accents."""
    parts = (portrait.language, portrait.name, portrait.autonym, portrait.script_name, portrait.family)
    letters = unicodedata.normalize("NFKD", " ".join(parts).lower())
    return "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
