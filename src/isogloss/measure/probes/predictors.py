"""Predictors: what goes with the scores of a run, and what to expect where nothing was labelled.

Sources: Lin et al. 2019, "Choosing Transfer Languages" (LangRank), arXiv:1905.12688; "The Languages You Know
Influence Those You Learn", 2022. Unlike them, every figure is out of fold, by language and by family.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from isogloss.arrays import Floats1d
from isogloss.languages import Language
from isogloss.measure.expectation import advantages
from isogloss.measure.expectation.choosing import regret
from isogloss.measure.expectation.design import Case
from isogloss.measure.expectation.expecting import (
    FEWEST,
    FEWEST_FAMILIES,
    By,
    Expected,
    fit,
    left_out,
    unit,
)
from isogloss.measure.expectation.knowledge import Knowledge, known
from isogloss.measure.expectation.quality import quality, rank_agreement
from isogloss.measure.expectation.scored import Approach, scored
from isogloss.measure.expectation.shots import curves
from isogloss.measure.job import Job
from isogloss.measure.probe import Finding, Probe

_BY: Final[tuple[By, ...]] = ("language", "family")
_CV_PLUS: Final = "cv+"  # see ``metrics.ridge``
_RARE: Final = 0.05  # share of languages without a trait up to which one without it is no usual case


def of_all(job: Job, languages: Sequence[Language]) -> Iterator[Finding]:
    """Yield, for each system and recipe of the run, what its scores go with and what to expect.

    expected: of a language that was scored, by a regression without it (by=language) or without its family
    (by=family); of one that was not, by all, with the place of each source (choice=1 the one to take) where
    there are several. score: what it scored. trait: rank correlation of a trait with
    the score. r2, mean_error, rank_correlation, interval_holds, interval_width, left_aside: ``quality``.
    regret: ``choosing``. score_at_one_shot, gain_per_doubling, beyond_error: ``shots``.
    """
    assert job.settings.scores is not None  # noqa: S101  the probe wants it
    found = scored(job.settings.scores)
    knowledge = known(job, found, languages)
    for approach in found.approaches:
        yield from _approach(job, approach, knowledge)
    yield from curves(found.approaches, job.settings.seed)


def _approach(job: Job, approach: Approach, knowledge: Knowledge) -> Iterator[Finding]:
    said: dict[str, str | int] = {
        "system": approach.system,
        "recipe": approach.recipe,
        "scored": approach.metric,
    }
    cases = [knowledge.case(approach, one.source, one.target) for one in approach.scores]
    scores = np.array([one.value for one in approach.scores])
    names = knowledge.names(cases)
    for one in approach.scores:
        detail = {**said, "from": str(one.source)}
        yield Finding(
            metric="score",
            value=one.value,
            n=one.n,
            low=one.low,
            high=one.high,
            detail=detail,
            language=one.target,
        )
    yield from _traits(cases, scores, names, said)
    for by in _BY:
        expected = left_out(cases, scores, names, by)
        own = {**said, "by": by}
        yield from _expected(cases, expected, own, len(cases))
        yield from quality(cases, scores, expected, job.settings.seed, own)
        if by == "language":
            promised = advantages.left_out(cases, scores, names)
            yield from regret(cases, scores, promised, job.settings.seed, own)
    yield from _elsewhere(approach, knowledge, cases, scores, names, said)


def _traits(
    cases: Sequence[Case], scores: Floats1d, names: Sequence[str], said: Mapping[str, str | int]
) -> Iterator[Finding]:
    """Yield the rank correlation of each trait with the score, and how many cases lack it."""
    for name in names:
        there = np.array([name in case.traits for case in cases])
        values = np.array([case.traits[name] for case in cases if name in case.traits])
        rho = rank_agreement(values, scores[there])
        detail = {**said, "trait": name, "unknown": int((~there).sum())}
        yield Finding(metric="trait", value=rho, n=len(values), detail=detail)


def _elsewhere(
    approach: Approach,
    knowledge: Knowledge,
    cases: Sequence[Case],
    scores: Floats1d,
    names: Sequence[str],
    said: Mapping[str, str | int],
) -> Iterator[Finding]:
    """Yield what to expect of languages without a score, by the traits that each of them has.

    Where the run holds no language of its family, intervals are those of families left out: wider; of fewer
    than three families there are none, and the language is left aside. Raises InputError for scores of fewer
    than eight languages.
    """
    families = {unit(case, "family") for case in cases}
    there = {case.target for case in cases}
    known_sources = advantages.advantages(cases, scores, names)
    for target in knowledge.elsewhere:
        if target in there:
            continue
        asked = [knowledge.case(approach, source, target) for source in approach.sources]
        by: By = "language" if unit(asked[0], "family") in families else "family"
        if by == "family" and len(families) < FEWEST_FAMILIES and len(there) >= FEWEST:
            own = {**said, "by": f"no labels, {by}"}
            yield Finding(metric="left_aside", value=1.0, n=len(cases), detail=own, language=target)
            continue
        usable = [name for name in names if name in asked[0].traits or _often_unknown(name, cases)]
        fitted = fit(cases, scores, usable, by)
        own = {**said, "by": f"no labels, {by}", "traits": len(usable), "lacking": len(names) - len(usable)}
        found = _expected(asked, fitted.expect(asked), own, len(cases))
        if known_sources is None or len(asked) < 2:
            yield from found
            continue
        order = np.argsort(-known_sources.of(asked), kind="stable").tolist()
        for row, one in enumerate(found):
            yield replace(one, detail={**one.detail, "choice": 1 + order.index(row)})


def _often_unknown(name: str, cases: Sequence[Case]) -> bool:
    return sum(name not in case.traits for case in cases) > _RARE * len(cases)


def _expected(
    cases: Sequence[Case], found: Expected, said: Mapping[str, str | int], n: int
) -> Iterator[Finding]:
    for row, case in enumerate(cases):
        if found.known[row]:
            yield Finding(
                metric="expected",
                value=float(found.values[row]),
                n=n,
                low=float(found.low[row]),
                high=float(found.high[row]),
                detail={**said, "from": str(case.source)},
                language=case.target,
                interval=_CV_PLUS,
            )


PREDICTORS: Final = Probe(
    name="predictors",
    need="texts",
    paper="LangRank, arXiv:1905.12688",
    of_all=of_all,
    wants=("scores",),
    own_texts=True,
    besides=("tokens", "layers"),
)
