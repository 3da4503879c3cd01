"""How an approach does in each language: scores, the gap to the source, the lead over the best baseline."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from isogloss.metrics.discovery import benjamini_hochberg
from isogloss.report.reading import Approach
from isogloss.report.scores import Key, Scores, parallel
from isogloss.report.summary import LanguageResult


def source_of(drawn: Scores, approach: Approach) -> Key | None:
    """Return where the source itself was scored: by this approach, else by its system with another recipe."""
    own = (approach, approach.source)
    if own in drawn.place:
        return own
    same = (approach.system, approach.source)
    others = [one for one in drawn.reading.approaches if (one.system, one.source) == same]
    return next(((one, one.source) for one in others if (one, one.source) in drawn.place), None)


def results(drawn: Scores, approach: Approach, source: Key | None) -> tuple[LanguageResult, ...]:
    """Return how an approach does in each language. source: where the source itself was scored, if it was."""
    reading = drawn.reading
    metric = reading.metrics[0]
    found = []
    for language in drawn.languages(approach):
        trials = reading.trials[approach, language]
        gap, paired = None, False
        if source is not None and language != approach.source:
            gap = drawn.difference(metric, [source], [(approach, language)])
            paired = parallel(reading.trials[source][0].group, trials[0].group)
        result = LanguageResult(
            language=language,
            n=trials[0].rows[metric].n,
            trials=len(trials),
            scores={name: drawn.of(name, approach, language) for name in reading.metrics},
            spread=drawn.spread(metric, approach, [language]),
            gap=gap,
            paired=paired,
        )
        found.append(result)
    return tuple(found)


def best_baseline(
    drawn: Scores, approach: Approach, languages: Sequence[str], baselines: frozenset[str]
) -> Approach | None:
    """Return the baseline with the highest mean from the same source, with the same recipe if tried."""
    if approach.system in baselines:
        return None
    rivals = [
        one
        for one in drawn.reading.approaches
        if one.system in baselines and one.source == approach.source and drawn.languages(one)
    ]
    rivals = [one for one in rivals if one.recipe == approach.recipe] or rivals

    def mean(rival: Approach) -> float:
        common = [language for language in languages if (rival, language) in drawn.place]
        return drawn.mean(drawn.reading.metrics[0], rival, common).value if common else -1.0

    best = max(rivals, key=mean, default=None)
    return best if best is not None and mean(best) >= 0 else None


def leads(
    drawn: Scores, approach: Approach, baseline: Approach, found: Sequence[LanguageResult]
) -> tuple[LanguageResult, ...]:
    """Return the results found, with the difference from the baseline, corrected over the languages."""
    metric = drawn.reading.metrics[0]
    differences = {
        result.language: drawn.difference(
            metric, [(approach, result.language)], [(baseline, result.language)]
        )
        for result in found
        if (baseline, result.language) in drawn.place
    }
    adjusted = benjamini_hochberg([difference.p for difference in differences.values()])
    q = dict(zip(differences, adjusted.tolist(), strict=True))
    return tuple(
        replace(result, lead=differences.get(result.language), q=q.get(result.language)) for result in found
    )
