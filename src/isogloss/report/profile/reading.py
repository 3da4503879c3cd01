"""A run of probes, put together by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from isogloss.errors import InputError
from isogloss.report.portrait import Portrait, portraits
from isogloss.report.profile.details import OF_SCORES, detail_of
from isogloss.report.profile.headlines import HEADLINES, Headline
from isogloss.report.profile.holdback import UNREADABLE, held_back
from isogloss.runs.engine import Run, open_run
from isogloss.runs.row import Row

WORKBENCH = "measure"


class Measured(Struct, frozen=True, kw_only=True):
    """A number with its 95% interval, if it has one, and how many items it rests on."""

    value: float
    low: float | None
    high: float | None
    n: int


class LanguageProfile(Struct, frozen=True, kw_only=True):
    """What was found in one language. measures: by headline. held_back: a sentence that says what does."""

    language: str
    name: str
    script: str
    measures: Mapping[str, Measured]
    held_back: str


class Profile(Struct, frozen=True, kw_only=True):
    """What was found of one model. measures: the headlines there are. lacks: probe -> why not asked."""

    model: str
    pivot: str
    dataset: str
    lines: str
    measures: Sequence[str]
    languages: Sequence[LanguageProfile]
    lacks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Probed:
    """A run of probes as a report needs it. people: by language code. rows: all, in plan order."""

    run: Run
    rows: Sequence[Row]
    profile: Profile
    people: Mapping[str, Portrait]


def is_profile(run: Run | Path) -> bool:
    """Return whether a run asked probes; raises InputError if it is no run."""
    opened = run if isinstance(run, Run) else open_run(run)
    return opened.record.workbench == WORKBENCH


def probed(run: Run | Path) -> Probed:
    """Return what a run of probes found; raises InputError if it holds nothing yet."""
    opened = run if isinstance(run, Run) else open_run(run)
    rows = opened.rows()
    if not rows:
        raise InputError(
            f"{opened.folder}: holds no findings to report.",
            fix="Run the command that made it again: it goes on where it stopped.",
        )
    facts = opened.record.facts
    pivot = str(facts["pivot"])
    codes = list(dict.fromkeys(row.language for row in rows if row.language))
    of: dict[str, list[Row]] = {code: [] for code in codes}
    for row in rows:
        if row.language:
            of[row.language].append(row)
    people = portraits({*codes, pivot}, pivot, {})
    taken = {key: _taken(rows, headline) for key, headline in HEADLINES.items()}
    found = [
        LanguageProfile(
            language=code,
            name=people[code].name,
            script=people[code].script_name,
            measures={key: by_code[code] for key, by_code in taken.items() if code in by_code},
            held_back=_held_back(of[code], people[code], people[pivot]),
        )
        for code in codes
    ]
    profile = Profile(
        model=str(opened.record.request["model"]),
        pivot=pivot,
        dataset=str(facts["dataset"]),
        lines=str(opened.record.request.get("lines", "")) or "all",
        measures=[key for key, by_code in taken.items() if by_code],
        languages=found,
        lacks=facts.get("lacks", {}),
    )
    return Probed(opened, rows, profile, people)


def _held_back(own: Sequence[Row], language: Portrait, pivot: Portrait) -> str:
    """Return what holds a language back by the probes of the model; expected scores hold nothing back."""
    asked = [row for row in own if row.recipe not in OF_SCORES]
    if own and not asked:
        return "No probe asked the model anything in it."
    return held_back(asked, language, pivot)


def unreadable(one: LanguageProfile) -> bool:
    """Return whether a tokenizer reads so little of a language that its premium says nothing."""
    unknown = one.measures.get("unknown")
    return unknown is not None and unknown.value >= UNREADABLE


def ranked_by(languages: Sequence[LanguageProfile], key: str) -> list[LanguageProfile]:
    """Return the languages from best to worst by one measure; those it says nothing of stand last."""
    sign = -1 if HEADLINES[key].better == "high" else 1

    def place(one: LanguageProfile) -> tuple[bool, bool, float]:
        measured = one.measures.get(key)
        lost = HEADLINES[key].probe == "premium" and unreadable(one)
        return (measured is None, lost, 0.0 if measured is None else sign * measured.value)

    return sorted(languages, key=place)


def _taken(rows: Sequence[Row], headline: Headline) -> dict[str, Measured]:
    """Return the headline's number by language, of the first row that fits."""
    found: dict[str, Measured] = {}
    for row in rows:
        if (row.recipe, row.metric) != (headline.probe, headline.metric) or row.language in found:
            continue
        if headline.detail.items() <= detail_of(row).items():
            found[row.language] = Measured(value=row.value, low=row.low, high=row.high, n=row.n)
    return found
