"""The profile as one page that stands alone, of one model or of several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from msgspec import structs

from isogloss.errors import InputError
from isogloss.report.profile.bill import bill, groups
from isogloss.report.profile.correlation import correlations
from isogloss.report.profile.expectations import expectations
from isogloss.report.profile.explanations import explanations
from isogloss.report.profile.figures import HEIGHT, Bars, bars, layers
from isogloss.report.profile.foresight import HEIGHT as FORESIGHT
from isogloss.report.profile.foresight import foresight
from isogloss.report.profile.headlines import HEADLINES, Headline
from isogloss.report.profile.making import made
from isogloss.report.profile.notes import meaning, notes
from isogloss.report.profile.opening import lede, of_answers, of_scores, title
from isogloss.report.profile.reading import LanguageProfile, Probed, probed, ranked_by, unreadable
from isogloss.report.profile.saying import interval_of, said, short
from isogloss.report.profile.thoughts import thoughts
from isogloss.report.sheet import page, template
from isogloss.report.wording import counted, run_letter
from isogloss.runs.engine import Run
from isogloss.runs.signature import shared
from isogloss.runs.writing import write_bytes

_FIGURES: Final = ("premium", "mexa", "similarity", "lexicon", "line_pass_rate")
_TENTHS: Final = 10
_NUMBERS: Final = 6  # that several runs open with, together
_LISTED: Final = 200
_CONTENTS: Final = (
    ("figures", "Figures"),
    ("expected", "What to expect"),
    ("examples", "Training examples"),
    ("languages", "Languages"),
    ("making", "How it was made"),
    ("words", "Words used here"),
)
# Numbers that flatter a language whose tokens are unknown.
_OF_WHAT_IS_READ: Final = ("premium", "fertility")


def write_profile(runs: Sequence[Run | Path | Probed], out: Path | None = None) -> Path:
    """Write the page of one run of probes, or of several side by side, and return where it is.

    out: by default ``report.html`` in the run's folder, of several runs ``comparison.html`` in the first's.
    Raises InputError if one holds no findings, Unwritable if the disk refuses.
    """
    found = [run if isinstance(run, Probed) else probed(run) for run in runs]
    name = "report.html" if len(found) == 1 else "comparison.html"
    target = out if out is not None else found[0].run.folder / name
    write_bytes(target, render(found).encode("utf-8", errors="backslashreplace"))
    return target


def render(found: Sequence[Probed]) -> str:
    """Return the page as HTML."""
    found = _alike(found)
    style = template("style.css") + template("profile.css")
    shown = _found(found)
    return page("profile.html", style, {**_opening(found, shown["drawn"]), **shown})


def _opening(found: Sequence[Probed], drawn: bool) -> dict[str, Any]:
    """Return what stands above everything that was found."""
    figures = "Figures" if drawn else "What was not measured"
    record = found[0].run.record
    measured = any(one.profile.measures for one in found) or not of_scores(found)
    shown = {
        "figures": not of_scores(found),
        "expected": any(expectations(one.rows, one.people) for one in found),
        "examples": any(explanations(one.rows, one.people) for one in found),
        "languages": measured,
    }
    failed = [counted(len(one.run.record.gaps), "cell") for one in found if one.run.record.gaps]
    return {
        "version": record.version,
        "workbench": record.workbench,
        "made_on": record.ended[:10] or record.started[:10],
        "title": title(found),
        "lede": lede(found),
        "notes": [
            f"{count} failed and gave no number; the same command tries them again." for count in failed
        ],
        "figures": _numbers(found),
        "contents": [
            (anchor, figures if anchor == "figures" else name)
            for anchor, name in _CONTENTS
            if shown.get(anchor, True)
        ],
        "of_scores": not shown["figures"],
        "of_answers": of_answers(found),
        "expected": shown["expected"],
        "explained": shown["examples"],
    }


def _found(found: Sequence[Probed]) -> dict[str, Any]:
    """Return what was found, a run and a language at a time."""
    several = len(found) > 1
    columns = _columns(found)
    drawn = [_run(one, run_letter(place)) for place, one in enumerate(found)]
    return {
        "runs": drawn,
        "several": several,
        "drawn": any(one["bars"] or one["layers"] or one["thoughts"] or one["correlations"] for one in drawn),
        "height": HEIGHT,
        "foresight_height": FORESIGHT,
        "heads": [
            (f"{run_letter(place)}: " if several else "") + HEADLINES[key].title for place, key in columns
        ],
        "lines": _lines(found, columns),
        "meanings": [meaning(key) for key in dict.fromkeys(key for _, key in columns)],
        "pivot": found[0].people[found[0].profile.pivot].name,
    }


def _columns(found: Sequence[Probed]) -> list[tuple[int, str]]:
    """Return the columns as (run, headline): first what all runs measured, each beside the others'."""
    having = {
        key: [place for place, one in enumerate(found) if key in one.profile.measures] for key in HEADLINES
    }
    keys = sorted(having, key=lambda key: len(having[key]) < len(found))
    return [(place, key) for key in keys for place in having[key]]


def _alike(found: Sequence[Probed]) -> Sequence[Probed]:
    """Return the runs over the languages that all of them measured; raises InputError if there is none."""
    common = set.intersection(*({one.language for one in run.profile.languages} for run in found))
    if not common:
        raise InputError("The runs share no language.", fix="Measure the models on the same parallel text.")
    return [
        replace(
            run,
            rows=[row for row in run.rows if row.language in common or not row.language],
            profile=structs.replace(
                run.profile, languages=[one for one in run.profile.languages if one.language in common]
            ),
        )
        for run in found
    ]


def _numbers(found: Sequence[Probed]) -> list[tuple[str, str, str]]:
    """Return the few numbers that the page opens with: the median language and the worst tenth."""
    numbers = []
    for place, key in _opened_with(found):
        one, headline = found[place], HEADLINES[key]
        letter = f"{run_letter(place)}: " if len(found) > 1 else ""
        having = [of for of in one.profile.languages if key in of.measures]
        read = [of for of in having if not (key in _OF_WHAT_IS_READ and unreadable(of))]
        values = np.array([of.measures[key].value for of in read])
        if not len(values):
            continue
        numbers.append(
            (
                f"{letter}{headline.title}, median{', %' if headline.unit == 'share' else ''}",
                said(float(np.median(values)), headline.unit),
                _worst(read, key) + _left_out(len(having) - len(read)),
            )
        )
    return numbers


def _worst(having: Sequence[LanguageProfile], key: str) -> str:
    """Return the worst language by name; of ten and more, where the worst tenth lies."""
    headline = HEADLINES[key]
    if len(having) < _TENTHS:
        last = ranked_by(having, key)[-1]
        return f"worst {said(last.measures[key].value, headline.unit)}, {last.name}"
    low = headline.better == "low"
    edge = float(np.percentile([of.measures[key].value for of in having], 90 if low else 10))
    return f"worst tenth {'above' if low else 'below'} {said(edge, headline.unit)}"


def _opened_with(found: Sequence[Probed]) -> list[tuple[int, str]]:
    """Return the numbers to open with, as (run, headline): of several runs those that all of them have."""
    if len(found) == 1:
        return [(0, key) for key in found[0].profile.measures[:4]]
    shared = [key for key in HEADLINES if all(key in one.profile.measures for one in found)]
    if shared:
        return [
            (place, key) for key in shared[: max(1, _NUMBERS // len(found))] for place in range(len(found))
        ]
    return [(place, key) for place, one in enumerate(found) for key in one.profile.measures[:2]]


def _left_out(count: int) -> str:
    return f"; {count} unreadable left out" if count else ""


def _run(found: Probed, letter: str) -> dict[str, Any]:
    drawn: list[Bars] = [one for key in _FIGURES if (one := bars(found, key)) is not None]
    lacking = {f"{name}: not measured, {why}." for name, why in found.profile.lacks.items()}
    remarks = [str(remark) for remark in found.run.record.facts.get("remarks", ())]
    return {
        "letter": letter,
        "model": short(found.profile.model),
        "bars": drawn,
        "layers": layers(found),
        "thoughts": thoughts(found),
        "correlations": correlations(found),
        "expectations": [
            (one, foresight(found.rows, one.system, one.recipe, found.people))
            for one in expectations(found.rows, found.people)
        ],
        "explanations": explanations(found.rows, found.people),
        "lacks": list(found.profile.lacks.items()),
        "notes": list(notes(found)),
        "bill": bill(found),
        "groups": groups(found),
        "made": made(found.run),
        "remarks": [remark for remark in remarks if remark not in lacking],
        "signature": str(shared(row.signature for row in found.rows)),
        "gaps": found.run.record.gaps[:_LISTED],
    }


def _lines(found: Sequence[Probed], columns: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """Return a line per language of any run, in the order of the first that has it."""
    of = [{one.language: one for one in run.profile.languages} for run in found]
    codes = list(dict.fromkeys(code for run in of for code in run))
    tops = {(place, key): _top(list(of[place].values()), key) for place, key in columns}
    lines = []
    for code in codes:
        person = next(run.people[code] for run in found if code in run.people)
        cells = [_cell(of[place].get(code), key, tops[place, key]) for place, key in columns]
        sentences = [
            ((f"{run_letter(place)}: " if len(found) > 1 else "") + run[code].held_back)
            for place, run in enumerate(of)
            if code in run
        ]
        find = f"{person.name} {code} {person.autonym} {person.script_name} {person.family}".casefold()
        lines.append({"portrait": person, "cells": cells, "sentences": sentences, "find": find})
    return lines


def _cell(one: LanguageProfile | None, key: str, top: float) -> dict[str, Any] | None:
    measured = None if one is None else one.measures.get(key)
    if one is None or measured is None:
        return None
    headline: Headline = HEADLINES[key]

    def across(value: float) -> str:
        return f"{100 * max(0.0, min(1.0, value / top)):.2f}%"

    return {
        "unread": key in _OF_WHAT_IS_READ and unreadable(one),
        "value": measured.value,
        "text": said(measured.value, headline.unit),
        "interval": interval_of(measured, headline.unit),
        "n": f"{measured.n:,}",
        "full": across(measured.value),
        "low": across(measured.low) if measured.low is not None else "",
        "high": across(measured.high) if measured.high is not None else "",
    }


def _top(languages: Sequence[LanguageProfile], key: str) -> float:
    if HEADLINES[key].unit == "share":
        return 1.0
    values = [
        max(one.measures[key].high or 0, one.measures[key].value) for one in languages if key in one.measures
    ]
    return max(values, default=1.0) or 1.0
