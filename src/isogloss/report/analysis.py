"""From the numbers of a run to its summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from isogloss.errors import UnknownName
from isogloss.metrics.table import OF_CLASSES
from isogloss.report.correlation import EXPLAINING, correlation
from isogloss.report.costs import Spent, selected_on, spent
from isogloss.report.guesswork import Reason, is_poor, reason_of, sureness_of
from isogloss.report.peculiarities import peculiarities_of
from isogloss.report.portrait import Portrait, portraits
from isogloss.report.reading import Approach, Reading, Trial, read
from isogloss.report.results import STANDS, against, best_baseline, leads, reference, results, source_of
from isogloss.report.scores import Scores, scores
from isogloss.report.summary import (
    ApproachSummary,
    GroupMean,
    LanguageResult,
    Summary,
    UnseenLabels,
    Worst,
)
from isogloss.runs.engine import Run, open_run
from isogloss.runs.signature import shared
from isogloss.tasks.table import task


@dataclass(frozen=True, slots=True)
class Analysis:
    """A run, its numbers, and what they sum up to."""

    run: Run
    scores: Scores
    summary: Summary

    @property
    def reading(self) -> Reading:
        """The numbers themselves."""
        return self.scores.reading

    @property
    def headline(self) -> ApproachSummary:
        """The approach that the report leads with."""
        return self.summary.approaches[self.summary.headline]


def analyse(run: Run | str | Path) -> Analysis:
    """Return what a run sums up to; raises InputError if it is none, or holds no scores."""
    opened = run if isinstance(run, Run) else open_run(Path(run))
    reading = read(opened)
    drawn = scores(reading)
    facts = opened.record.facts
    model_languages, encoder = facts.get("model_languages", ()), _encoder(reading)
    people = {
        source: portraits(reading.languages, source, reading.facts, model_languages, encoder)
        for source in dict.fromkeys(approach.source for approach in reading.approaches)
    }
    baselines = _baselines(str(facts.get("task", "")))
    took = spent(reading)
    summaries = [
        _approach(drawn, approach, people[approach.source], baselines, took.get(approach))
        for approach in reading.approaches
    ]
    summary = Summary(
        dataset=reading.rows[0].dataset,
        task=reading.rows[0].task,
        state=opened.record.state,
        metrics=reading.metrics,
        headline=_headline(summaries),
        approaches=tuple(summaries),
        portraits=tuple(portrait for of_source in people.values() for portrait in of_source.values()),
        unseen_labels=tuple(_unseen(reading, source) for source in people),
        rejects=int(facts.get("rejects", 0)),
        gaps=len(opened.record.gaps),
        coverage=_coverage(people),
    )
    return Analysis(opened, drawn, summary)


def _encoder(reading: Reading) -> str:
    """Return whose coverage the rows hold; empty if there is none."""
    return next((row.system for row in reading.rows if row.metric == "coverage" and not row.recipe), "")


def _baselines(name: str) -> frozenset[str]:
    try:
        return frozenset(task(name).baselines)
    except UnknownName:
        return frozenset()


def _headline(summaries: Sequence[ApproachSummary]) -> int:
    """Return the first with a mean that is no baseline, zero-shot before what learns from targets."""
    order = sorted(
        range(len(summaries)),
        key=lambda place: (
            not summaries[place].languages,
            summaries[place].is_baseline,
            summaries[place].recipe != "zero-shot",
            place,
        ),
    )
    return order[0]


def _approach(
    drawn: Scores,
    approach: Approach,
    people: Mapping[str, Portrait],
    baselines: frozenset[str],
    took: Spent | None,
) -> ApproachSummary:
    reading = drawn.reading
    metric = reading.metrics[0]
    languages = _summed(drawn, approach)
    source = source_of(drawn, approach)
    found, gap = results(drawn, approach, source, languages)
    baseline = best_baseline(drawn, approach, languages, baselines)
    lead = None
    if baseline is not None:
        found, lead = leads(drawn, approach, baseline, found, languages)
    other = reference(drawn, approach, baselines)
    over, above, below = against(drawn, approach, other, languages) if other else (None, 0, 0)
    meant = _among(found, languages)
    stands = [one.lead.value for one in meant if one.lead and one.q is not None and one.q < STANDS]
    by_language = {language: drawn.of(metric, approach, language).value for language in languages}
    guessed = () if approach.system in baselines else languages
    return ApproachSummary(
        system=approach.system,
        recipe=approach.recipe,
        source=approach.source,
        is_baseline=approach.system in baselines,
        languages=tuple(languages),
        means={name: drawn.mean(name, approach, languages) for name in reading.metrics if languages},
        source_score=drawn.of(metric, *source) if source else None,
        source_recipe=source[0].recipe if source and source[0] != approach else "",
        gap=gap,
        paired=sum(result.paired for result in meant),
        baseline=baseline.system if baseline else "",
        lead=lead,
        better=sum(value > 0 for value in stands),
        worse=sum(value < 0 for value in stands),
        draws=max(len(reading.trials[approach, language]) for language in drawn.languages(approach)),
        spread=drawn.spread(metric, approach, languages),
        against=other.recipe if other else "",
        over=over,
        above=above,
        below=below,
        selected=_selected(reading, approach),
        spent=took,
        worst=_worst(drawn, approach, by_language, people),
        guesswork=_guesswork(reading, approach, source, guessed, people),
        by_script=_group_means(drawn, approach, languages, lambda code: people[code].script_name),
        by_family=_group_means(drawn, approach, languages, lambda code: people[code].family),
        correlations=tuple(correlation(fact, by_language, people) for fact in EXPLAINING),
        results=found,
        signature=_signature(reading, approach, metric),
    )


def _among(found: Sequence[LanguageResult], languages: Sequence[str]) -> list[LanguageResult]:
    chosen = set(languages)
    return [result for result in found if result.language in chosen]


def _selected(reading: Reading, approach: Approach) -> str:
    return selected_on(trial for (one, _), own in reading.trials.items() if one == approach for trial in own)


def _summed(drawn: Scores, approach: Approach) -> list[str]:
    """Return the languages that a mean is over: never the source, save in a run that tested nothing else."""
    if all(language == one.source for one, language in drawn.place):
        return drawn.languages(approach)
    return drawn.languages(approach, without=approach.source)


def _guesswork(
    reading: Reading,
    approach: Approach,
    source: tuple[Approach, str] | None,
    languages: Sequence[str],
    people: Mapping[str, Portrait],
) -> dict[str, Reason]:
    """Return the languages that are guesswork, and why; unexplained only where the source itself is fine.

    Signs were calibrated on classes of texts; for tags and answers nothing is said.
    """
    if reading.metrics[0] not in OF_CLASSES:
        return {}
    of_source = reading.trials.get(source, ()) if source else ()
    fine = bool(of_source) and not is_poor([trial.group for trial in of_source])
    found = {}
    for code in languages:
        trials = reading.trials[approach, code]
        sureness = None
        if of_source:
            sureness = sureness_of(_confidence(trials), _confidence(of_source), len(reading.labels))
        reason = reason_of(people[code], [trial.group for trial in trials], sureness)
        if reason and (fine or reason != "unexplained"):
            found[code] = reason
    return found


def _confidence(trials: Sequence[Trial]) -> float:
    return float(np.mean([trial.confidence for trial in trials]))


def _worst(
    drawn: Scores, approach: Approach, by_language: Mapping[str, float], people: Mapping[str, Portrait]
) -> Worst:
    reading = drawn.reading
    ranked = sorted(by_language, key=lambda code: by_language[code])
    lowest = ranked[: max(1, len(ranked) // 10)]
    scripts = [*(people[code].script for code in ranked), approach.source.partition("_")[2]]
    others = [people[code] for code in ranked]
    groups = {code: reading.trials[approach, code][0].group for code in lowest}
    remarks = {
        code: peculiarities_of(people[code], others, group.gold, group.predicted, reading.labels, scripts)
        for code, group in groups.items()
    }
    mean = drawn.mean(reading.metrics[0], approach, lowest) if lowest else None
    return Worst(languages=tuple(lowest), mean=mean, remarks=remarks)


def _group_means(
    drawn: Scores, approach: Approach, languages: Sequence[str], name_of: Callable[[str], str]
) -> tuple[GroupMean, ...]:
    """Return the mean of each group of languages, the largest group first."""
    groups: dict[str, list[str]] = {}
    for language in languages:
        groups.setdefault(name_of(language), []).append(language)
    return tuple(
        GroupMean(
            name=name,
            languages=tuple(members),
            mean=drawn.mean(drawn.reading.metrics[0], approach, members),
        )
        for name, members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _signature(reading: Reading, approach: Approach, metric: str) -> str:
    rows = (
        trial.rows[metric].signature
        for (one, _), trials in reading.trials.items()
        if one == approach
        for trial in trials
    )
    signed = [signature for signature in rows if signature]
    return str(shared(signed)) if signed else ""


def _unseen(reading: Reading, source: str) -> UnseenLabels:
    """Return how many test examples bear labels that the source's training lacks."""
    metric = reading.metrics[0]
    n = {
        language: trials[0].rows[metric].n
        for (approach, language), trials in reading.trials.items()
        if approach.source == source and language != source
    }
    shares = {language: reading.facts.get((source, language), {}).get("unseen_labels", 0.0) for language in n}
    examples = sum(round(share * n[language]) for language, share in shares.items())
    return UnseenLabels(
        source=source,
        examples=examples,
        share=examples / max(1, sum(n.values())),
        languages={language: share for language, share in shares.items() if share > 0},
    )


def _coverage(people: Mapping[str, Mapping[str, Portrait]]) -> dict[str, float]:
    """Return the mean coverage over the languages other than the source, by source, where it is known."""
    means = {}
    for source, of_source in people.items():
        known = [
            portrait.facts["coverage"]
            for code, portrait in of_source.items()
            if code != source and "coverage" in portrait.facts
        ]
        if known:
            means[source] = float(np.mean(known))
    return means
