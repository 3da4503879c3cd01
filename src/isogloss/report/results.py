"""How an approach does in each language: scores, the gap to the source, the lead over the best baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from isogloss.metrics.bootstrap import Difference
from isogloss.metrics.discovery import benjamini_hochberg
from isogloss.report.reading import Approach
from isogloss.report.scores import Key, Scores, parallel
from isogloss.report.summary import LanguageResult

STANDS: Final = 0.05  # of a q-value: what is below it is no chance


def source_of(drawn: Scores, approach: Approach) -> Key | None:
    """Return where the source itself was scored: by this approach, else by its system with another recipe."""
    own = (approach, approach.source)
    if own in drawn.place:
        return own
    same = (approach.system, approach.source)
    others = [one for one in drawn.reading.approaches if (one.system, one.source) == same]
    return next(((one, one.source) for one in others if (one, one.source) in drawn.place), None)


def results(
    drawn: Scores, approach: Approach, source: Key | None, over: Sequence[str]
) -> tuple[tuple[LanguageResult, ...], Difference | None]:
    """Return how an approach does in each language, and how much lower its mean is than its source.

    source: where the source itself was scored, if it was; over: the languages of the mean.
    """
    languages = drawn.languages(approach)
    gaps: dict[str, Difference] = {}
    mean = None
    if source is not None:
        others = [language for language in languages if language != approach.source]
        pairs = [(source, (approach, language)) for language in others]
        chosen = [place for place, language in enumerate(others) if language in over]
        found, mean = drawn.differences(drawn.reading.metrics[0], pairs, mean_of=chosen)
        gaps = dict(zip(others, found, strict=True))
    return tuple(_result(drawn, approach, language, source, gaps) for language in languages), mean


def _result(
    drawn: Scores, approach: Approach, language: str, source: Key | None, gaps: Mapping[str, Difference]
) -> LanguageResult:
    reading = drawn.reading
    metric = reading.metrics[0]
    trials = reading.trials[approach, language]
    return LanguageResult(
        language=language,
        n=trials[0].rows[metric].n,
        trials=len(trials),
        scores={name: drawn.of(name, approach, language) for name in reading.metrics},
        spread=drawn.spread(metric, approach, [language]),
        gap=gaps.get(language),
        paired=source is not None
        and language in gaps
        and parallel(reading.trials[source][0].group, trials[0].group),
    )


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
    drawn: Scores,
    approach: Approach,
    baseline: Approach,
    found: Sequence[LanguageResult],
    over: Sequence[str],
) -> tuple[tuple[LanguageResult, ...], Difference | None]:
    """Return the results found, with the difference from the baseline, corrected over the languages.

    Second comes the difference of the means, over those languages of ``over`` that both were scored in.
    """
    common = [result.language for result in found if (baseline, result.language) in drawn.place]
    pairs = [((approach, language), (baseline, language)) for language in common]
    chosen = [place for place, language in enumerate(common) if language in over]
    differences, mean = drawn.differences(drawn.reading.metrics[0], pairs, mean_of=chosen)
    lead = dict(zip(common, differences, strict=True))
    adjusted = benjamini_hochberg([difference.p for difference in differences])
    q = dict(zip(common, adjusted.tolist(), strict=True))
    results = (replace(one, lead=lead.get(one.language), q=q.get(one.language)) for one in found)
    return tuple(results), mean


def reference(drawn: Scores, approach: Approach, baselines: frozenset[str]) -> Approach | None:
    """Return what an approach is compared with among recipes: the same system with zero-shot, or the first.

    A system that was tried with one recipe only is compared with the first of another that is no baseline.
    None for the reference itself, for baselines of their own recipe, and where there is but one recipe.
    """
    same_source = [one for one in drawn.reading.approaches if one.source == approach.source]
    if len({one.recipe for one in same_source}) < 2:
        return None
    own = [one for one in same_source if one.system == approach.system]
    if len(own) < 2:
        own = [one for one in same_source if one.system not in baselines]
    first = next((one for one in own if one.recipe == "zero-shot"), own[0] if own else None)
    return None if first is None or first.recipe == approach.recipe else first


def against(
    drawn: Scores, approach: Approach, other: Approach, over: Sequence[str]
) -> tuple[Difference | None, int, int]:
    """Return by how much an approach is better than another, over those languages of ``over`` in both.

    Then in how many languages it is better and worse with q < 0.05, Benjamini and Hochberg.
    """
    common = [language for language in over if (other, language) in drawn.place]
    pairs = [((approach, language), (other, language)) for language in common]
    if not pairs:
        return None, 0, 0
    found, mean = drawn.differences(drawn.reading.metrics[0], pairs, mean_of=range(len(pairs)))
    adjusted = benjamini_hochberg([difference.p for difference in found]).tolist()
    stands = [one.value for one, q in zip(found, adjusted, strict=True) if q < STANDS]
    return mean, sum(value > 0 for value in stands), sum(value < 0 for value in stands)
