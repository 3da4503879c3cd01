"""What a run says, in sentences: the same words in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from isogloss.metrics.bootstrap import Difference
from isogloss.report.analysis import Analysis
from isogloss.report.comparison import Comparison
from isogloss.report.summary import ApproachSummary
from isogloss.report.wording import METRICS, counted, interval, listed, percent, points, signed_interval

_LABELS: Final = {
    "source": "{source} labels alone",
    "sources": "the labels of {sources}",
    "source+target": "{source} labels and {k} of each language's own",
    "target": "each language's own labels",
    "all": "the labels of every language that has any",
}
_FEWEST_TEXTS: Final = 30
_WHY: Final = {
    "coverage": "coverage says that the encoder knows too little of {its} texts",
    "confidence": "the system is far less sure of its answers than in {source}",
    "unexplained": "neither coverage nor confidence explains {its} errors",
}
_SCORED: Final = {
    "accuracy": "is right on {}% of the test texts",
    "tag_accuracy": "is right on {}% of the test words",
    "number_match": "has the right number for {}% of the questions",
}


def title(analysis: Analysis) -> str:
    """Return what the run did: ``sib200: from English to 204 languages``."""
    lead = analysis.headline
    source = analysis.summary.language_name(lead.source)
    return f"{analysis.summary.dataset}: from {source} to {_languages(lead)}"


def sentences(analysis: Analysis) -> list[str]:
    """Return what was reached, what was lost against the source, and what the baselines make of it."""
    lead = analysis.headline
    return [_reached(analysis, lead), *_lost(analysis, lead), *_against(lead)]


def notes(analysis: Analysis) -> list[str]:
    """Return what a reader must know beside the scores: unseen labels, rows set aside, gaps, an early end."""
    summary = analysis.summary
    found = []
    for unseen in summary.unseen_labels:
        if unseen.examples:
            where = listed([summary.language_name(code) for code in unseen.languages], limit=6)
            found.append(
                f"{counted(unseen.examples, 'test example')} ({percent(unseen.share)}%) in {where} "
                f"{'has a label' if unseen.examples == 1 else 'have labels'} that "
                f"{summary.language_name(unseen.source)} training lacks: kept, and scored wrong."
            )
    found += _left_out(analysis)
    found += _guesswork(analysis)
    found += _few_texts(analysis.headline)
    if summary.rejects:
        found.append(
            f"{counted(summary.rejects, 'row')} of the input {'was' if summary.rejects == 1 else 'were'} "
            "set aside and not counted."
        )
    if summary.gaps:
        found.append(
            f"{counted(summary.gaps, 'cell')} failed, so some scores are missing; "
            "the same command tries again."
        )
    if summary.state in ("running", "interrupted"):
        found.append("The run has not ended: the same command goes on where it stopped.")
    return found


def differing(analyses: Sequence[Analysis]) -> list[str]:
    """Return why the scores of several runs can hardly be set against each other, if so."""
    data = list(dict.fromkeys(_data(analysis) for analysis in analyses))
    labels = {frozenset(_labels(analysis)) for analysis in analyses}
    little = "the difference of their scores says little."
    if len(data) > 1:
        return [f"The runs hold different data: {', '.join(data)}. So {little}"]
    return [f"The runs hold different sets of labels, so {little}"] if len(labels) > 1 else []


def _data(analysis: Analysis) -> str:
    return str(analysis.run.record.facts.get("dataset") or analysis.summary.dataset)


def _labels(analysis: Analysis) -> Iterator[str]:
    for of_source in analysis.run.record.facts.get("labels", {}).values():
        yield from map(str, of_source)


def _left_out(analysis: Analysis) -> Iterator[str]:
    """Yield of each recipe how many training examples its translations gave up."""
    rows = [row for row in analysis.reading.rows if row.metric == "left_out"]
    for recipe in dict.fromkeys(row.recipe for row in rows):
        own = {row.language: row for row in rows if row.recipe == recipe}
        worst = max(own.values(), key=lambda row: row.value)
        lost = round(worst.value * worst.n)
        name = analysis.summary.language_name(worst.language)
        yield (
            f"{recipe} left out training examples whose labels found no place in the translation, in "
            f"{counted(len(own), 'language')}; most in {name}, {lost:,} of {worst.n:,}."
        )


def _guesswork(analysis: Analysis) -> Iterator[str]:
    lead, summary = analysis.headline, analysis.summary
    for reason, why in _WHY.items():
        poor = [code for code, found in lead.guesswork.items() if found == reason]
        if poor:
            one = len(poor) == 1
            names = listed([summary.language_name(code) for code in poor], limit=24)
            said = why.format(
                its="its" if one else "their",
                source=summary.language_name(lead.source),
            )
            be, score = ("is", "score is") if one else ("are", "scores are")
            yield (
                f"{names} {be} guesswork: {said}, and the {score} "
                "less than a third of the way from the majority class to 100%. "
                "Use no prediction there without a check."
            )


def _few_texts(lead: ApproachSummary) -> Iterator[str]:
    few = [result.n for result in lead.results if result.n < _FEWEST_TEXTS]
    if few:
        fewest = f"as few as {min(few)}" if len(few) > 1 else f"only {few[0]}"
        yield (
            f"{counted(len(few), 'language')} {'has' if len(few) == 1 else 'have'} fewer than "
            f"{_FEWEST_TEXTS} test texts, {fewest}. Intervals over so few "
            "cannot be trusted: where every text is right, the interval is 100–100."
        )


def compared(comparison: Comparison) -> str:
    """Return how the second of two runs does against the first."""
    n = len(comparison.languages)
    undecided = n - comparison.better - comparison.worse
    how = {n: "paired by item", 0: "not paired: the test sets differ"}.get(
        comparison.paired, f"{comparison.paired} of {n} languages paired by item"
    )
    return (
        f"{'In' if n == 1 else 'Over'} {counted(n, 'language')} in both, the second has "
        f"{percent(comparison.second_mean.value)}% against {percent(comparison.first_mean.value)}%: "
        f"{points(comparison.mean.value)} points ({signed_interval(comparison.mean)}; {how}). "
        f"It is better in {comparison.better}, worse in {comparison.worse}; {undecided} stay undecided."
    )


def _reached(analysis: Analysis, lead: ApproachSummary) -> str:
    metric = analysis.summary.metrics[0]
    mean = lead.means[metric]
    scored = _SCORED.get(metric, f"reaches {METRICS.get(metric, metric)} {{}}%").format(percent(mean.value))
    where = "in" if len(lead.languages) == 1 else "in the mean over"
    return (
        f"{_taught(analysis, lead)}, {lead.system} {scored}, {where} {_where(analysis, lead)} "
        f"(95% interval {interval(mean)})."
    )


def _lost(analysis: Analysis, lead: ApproachSummary) -> Iterator[str]:
    source = analysis.summary.language_name(lead.source)
    if lead.source_score is None or lead.gap is None or lead.source in lead.languages:
        if lead.source in lead.languages:
            return
        yield (
            f"How it does in {source} itself was not measured (add {lead.source} to --to), "
            "so what is lost on the way is not known."
        )
        return
    n = len(lead.languages)
    pairing = {n: "paired by item", 0: "not paired: the test sets differ"}
    how = pairing.get(lead.paired, f"paired by item in {lead.paired} of {n} languages")
    word, bounds = _sided(lead.gap, "lost", "gained")
    yield (
        f"In {source} itself it has {percent(lead.source_score.value)}%: "
        f"{percent(abs(lead.gap.value))} points are {word} on the way ({bounds}; {how})."
    )


def _sided(difference: Difference, positive: str, negative: str) -> tuple[str, str]:
    """Return the word for the side a difference is on, and its bounds turned so that they read with it."""
    if difference.value >= 0:
        return positive, f"{percent(difference.low)} to {percent(difference.high)}"
    return negative, f"{percent(-difference.high)} to {percent(-difference.low)}"


def _against(lead: ApproachSummary) -> Iterator[str]:
    if lead.lead is None:
        return
    undecided = len(lead.languages) - lead.better - lead.worse
    side, bounds = _sided(lead.lead, "above", "below")
    yield (
        f"It stands {percent(abs(lead.lead.value))} points {side} the best baseline, {lead.baseline} "
        f"({bounds}): better in {counted(lead.better, 'language')}, "
        f"worse in {lead.worse}, undecided in {undecided} (false discoveries held at 5%)."
    )


def _taught(analysis: Analysis, lead: ApproachSummary) -> str:
    """Return what the system was given: labels to train on, or examples to go by."""
    recipe = _recipe(analysis, lead.recipe)
    if lead.system.endswith("+prompted"):
        shots = int(recipe.get("prompt", {}).get("shots", 0))
        source = analysis.summary.language_name(lead.source)
        return f"Shown {counted(shots, 'solved example')} in {source}" if shots else "Asked without training"
    return f"Trained on {_labels_of(analysis, lead, recipe)}"


def _labels_of(analysis: Analysis, lead: ApproachSummary, recipe: Mapping[str, Any]) -> str:
    pattern = _LABELS.get(str(recipe.get("labels", "")))
    if pattern is None:
        return f"{analysis.summary.language_name(lead.source)} with the recipe {lead.recipe}"
    k = recipe.get("k")
    name = analysis.summary.language_name
    sources = listed(
        [name(str(code)) for code in analysis.run.record.facts.get("labels", {})] or [lead.source]
    )
    return pattern.format(source=name(lead.source), sources=sources, k=f"{k} a class" if k else "all")


def _recipe(analysis: Analysis, name: str) -> Mapping[str, Any]:
    recipes = analysis.run.record.request.get("recipes", ())
    return next((one for one in recipes if isinstance(one, dict) and one.get("name") == name), {})


def _where(analysis: Analysis, lead: ApproachSummary) -> str:
    alone = lead.source in lead.languages
    return f"{analysis.summary.language_name(lead.source)} itself" if alone else _languages(lead)


def _languages(lead: ApproachSummary) -> str:
    if lead.source in lead.languages:
        return "itself"
    n = len(lead.languages)
    return f"{n:,} other {'language' if n == 1 else 'languages'}"
