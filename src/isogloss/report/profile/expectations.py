"""What a run of probes expects of scores, in sentences: how far that can be trusted, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from isogloss.report.portrait import Portrait, name_of
from isogloss.report.profile.details import detail_of
from isogloss.report.wording import MINUS, counted, percent
from isogloss.runs.row import Row

PROBE: Final = "predictors"
_LEADING: Final = 3
_LISTED: Final = 12
_FEWEST: Final = 8  # languages, of which a rank correlation says something
_NAMES: Final[Mapping[str, str]] = {
    "alignment": "alignment with the pivot",
    "characters": "characters a text",
    "coverage": "coverage",
    "agreement": "agreement with the answers in the pivot",
    "genetic_distance": "genetic distance",
    "geographic_distance": "geographic distance",
    "kin_seen": "distance to the nearest language of the model's training",
    "premium": "tokenisation premium",
    "script_match": "the source's script",
    "script_seen": "a script of the model's training",
    "speakers": "speakers",
    "sureness": "how sure the system is",
    "syntactic_distance": "syntactic distance",
    "words": "words a text",
}


class Foreseen(Struct, frozen=True, kw_only=True):
    """A score expected of a language without labels, from its best source. low, high: of 95%."""

    language: str
    name: str
    source: str
    source_name: str
    value: float
    low: float
    high: float


class Expectation(Struct, frozen=True, kw_only=True):
    """What is said of one system and recipe. sentences: plain; elsewhere: languages without scores."""

    system: str
    recipe: str
    metric: str
    sentences: Sequence[str]
    elsewhere: Sequence[Foreseen]


def expectations(rows: Sequence[Row], people: Mapping[str, Portrait]) -> list[Expectation]:
    """Return what the probe of predictors found, a system and recipe at a time, in the run's order."""
    found: dict[tuple[str, str, str], list[tuple[Row, dict[str, str]]]] = {}
    curves = []
    for row in rows:
        if row.recipe != PROBE:
            continue
        detail = detail_of(row)
        if "scored" in detail:
            found.setdefault((detail["system"], detail["recipe"], detail["scored"]), []).append((row, detail))
        elif detail.get("system"):
            curves.append((row, detail))
    said = []
    for (system, recipe, metric), own in found.items():
        sentences = [
            *_trust(own),
            *_traits(own),
            *_regret(own),
            *_growth(curves, system),
            *_strange(own, people),
        ]
        elsewhere = _elsewhere(own, people)
        said.append(
            Expectation(system=system, recipe=recipe, metric=metric, sentences=sentences, elsewhere=elsewhere)
        )
    return said


_Own = Sequence[tuple[Row, dict[str, str]]]


def _trust(own: _Own) -> Iterator[str]:
    """Yield how well scores of languages left out were expected."""
    at = {(row.metric, detail.get("by")): row for row, detail in own}
    for by in ("language", "family"):
        fit, error, held = (at.get((name, by)) for name in ("r2", "mean_error", "interval_holds"))
        if fit is None or error is None or held is None:
            yield f"Too few were scored to leave any out by {by}: what is expected there is not checked."
            continue
        low, high = (number(side) for side in (fit.low or 0.0, fit.high or 0.0))
        left = at.get(("left_aside", by))
        aside = f"; {left.value:.0f} of {left.n} had too little beside them" if left and left.value else ""
        tail = " The mean of the others would say as much." if fit.value < 0.05 else ""
        yield (
            f"Left out by {by}, the scores of {counted(fit.n, 'language')} are expected to within "
            f"{100 * error.value:.1f} points on average (R² {number(fit.value)}, {low} to {high}); "
            f"95% intervals held for {percent(held.value)}%{aside}.{tail}"
        )


def _traits(own: _Own) -> Iterator[str]:
    traits = [(row, detail) for row, detail in own if row.metric == "trait"]
    leading = sorted(traits, key=lambda one: -abs(one[0].value))[:_LEADING]
    if leading and traits[0][0].n >= _FEWEST:
        named = ", ".join(
            f"{_NAMES.get(detail['trait'], detail['trait'])} (ρ = {number(row.value)})"
            for row, detail in leading
        )
        yield f"What goes with the score most: {named}."
    gaps = [(detail["trait"], int(detail["unknown"])) for _, detail in traits if detail["unknown"] != "0"]
    if gaps:
        n = traits[0][0].n + int(traits[0][1]["unknown"])
        told = ", ".join(f"{_NAMES.get(name, name)} of {count}" for name, count in gaps)
        yield f"Unknown, of {n}: {told}."


def _regret(own: _Own) -> Iterator[str]:
    lost = {detail["choice"]: row for row, detail in own if row.metric == "regret"}
    if lost:
        ways = {
            "expected": "the source expected to be best",
            "nearest": "the nearest by descent",
            "usual": "the one best elsewhere",
        }
        told = "; ".join(
            f"{ways[way]} {100 * row.value:.1f} ({100 * (row.low or 0):.1f} to {100 * (row.high or 0):.1f})"
            for way, row in lost.items()
        )
        n = next(iter(lost.values())).n
        yield f"Points lost against the best source, over {counted(n, 'target')}: {told}."


def _growth(curves: _Own, system: str) -> Iterator[str]:
    at = {row.metric: row for row, detail in curves if detail["system"] == system}
    if "gain_per_doubling" in at:
        gain, start = at["gain_per_doubling"], at["score_at_one_shot"]
        sides = f"{100 * (gain.low or 0):.1f} to {100 * (gain.high or 0):.1f}"
        yield (
            f"Few shots: {100 * start.value:.1f} at one example a class, and {100 * gain.value:.1f} points "
            f"more ({sides}) with every doubling, over {counted(gain.n, 'language')}."
        )


def _strange(own: _Own, people: Mapping[str, Portrait]) -> Iterator[str]:
    """Yield of which languages nothing is expected, for want of families to learn from."""
    aside = [row.language for row, detail in own if row.metric == "left_aside" and row.language]
    if aside:
        names = [people[code].name if code in people else name_of(code) for code in aside[:_LISTED]]
        more = f" and {len(aside) - _LISTED} more" if len(aside) > _LISTED else ""
        yield (
            f"Nothing is expected of {', '.join(names)}{more}: no language of the family was scored, and too "
            "few families were to tell how far another one may lie."
        )


def _elsewhere(own: _Own, people: Mapping[str, Portrait]) -> list[Foreseen]:
    best: dict[str, Foreseen] = {}
    for row, detail in own:
        if row.metric != "expected" or not detail["by"].startswith("no labels"):
            continue
        first = detail["choice"] == "1" if "choice" in detail else None
        if first or (first is None and (row.language not in best or row.value > best[row.language].value)):
            name = people[row.language].name if row.language in people else name_of(row.language)
            best[row.language] = Foreseen(
                language=row.language,
                name=name,
                source=detail["from"],
                source_name=name_of(detail["from"]),
                value=row.value,
                low=row.low if row.low is not None else row.value,
                high=row.high if row.high is not None else row.value,
            )
    return sorted(best.values(), key=lambda one: -one.value)


def paragraphs(one: Expectation) -> Iterator[str]:
    """Yield the expectation as a terminal or a page shows it, a paragraph each."""
    yield from one.sentences
    for foreseen in one.elsewhere[:_LISTED]:
        yield (
            f"{foreseen.name} ({foreseen.language}), no labels: {100 * foreseen.value:.0f} expected from "
            f"{foreseen.source_name}, {100 * foreseen.low:.0f} to {100 * foreseen.high:.0f}."
        )
    more = len(one.elsewhere) - _LISTED
    if more > 0:
        yield f"{counted(more, 'more language')} without labels in the report and with --json."


def number(value: float) -> str:
    """Return a number with two decimals and a true minus."""
    return f"{value:.2f}".replace("-", MINUS)
