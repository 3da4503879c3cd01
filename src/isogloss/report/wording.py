"""How numbers and approaches are said, the same in the terminal and on the page. Scores are percentages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from isogloss.data.wording import counted as counted  # here it is looked for
from isogloss.metrics.bootstrap import Difference, Score
from isogloss.report.correlation import Correlation
from isogloss.report.reading import Approach

MINUS: Final = "\u2212"
METRICS: Final = {
    "accuracy": "accuracy",
    "macro_f1": "macro-F1",
    "answer_f1": "F1 of answers",
    "exact_match": "exact match",
    "squad_f1": "F1 by SQuAD",
    "squad_exact_match": "exact by SQuAD",
    "span_f1": "F1 of entities",
    "span_precision": "precision",
    "span_recall": "recall",
    "tag_accuracy": "accuracy of words",
    "spearman": "Spearman",
    "pearson": "Pearson",
    "chrf": "chrF",
    "chrf++": "chrF++",
    "bleu": "BLEU",
    "spbleu": "spBLEU",
    "rouge_1": "ROUGE-1",
    "rouge_2": "ROUGE-2",
    "rouge_l": "ROUGE-L",
    "number_match": "right numbers",
}
FACTS: Final = {
    "coverage": "encoder coverage",
    "genetic_distance": "genetic distance from the source",
    "geographic_distance": "distance from the source on the globe",
    "words": "length of the texts",
}
UNITS: Final = {
    "coverage": "% of what the texts are made of",
    "genetic_distance": "0 the same, 1 unrelated",
    "geographic_distance": "km",
    "words": "words a text",
}


def percent(share: float) -> str:
    """Return a share in [0, 1] as a percentage with one decimal, without the sign."""
    return f"{round(100 * share, 1) or 0.0:.1f}".replace("-", MINUS)


def points(difference: float) -> str:
    """Return a difference of shares in percentage points with its sign: ``+1.9``, ``−0.3``."""
    rounded = round(100 * difference, 1)
    return f"{rounded:+.1f}".replace("-", MINUS) if rounded else "0.0"


def interval(score: Score) -> str:
    """Return the bounds of a score: ``61.2–63.6``; ``−4.1 to 12.0`` where one is below nought."""
    between = " to " if score.low < 0 else "–"
    return f"{percent(score.low)}{between}{percent(score.high)}"


def signed_interval(difference: Difference) -> str:
    """Return the bounds of a difference: ``+0.4 to +3.1``."""
    return f"{points(difference.low)} to {points(difference.high)}"


def fact(value: float, name: str) -> str:
    """Return the value of a fact with its unit: ``82.1%``, ``4,062 km``, ``18.8 words``."""
    return {
        "coverage": f"{percent(value)}%",
        "genetic_distance": f"{value:.2f}",
        "geographic_distance": f"{value:,.0f} km",
        "words": f"{value:.1f} words",
    }[name]


def correlated(found: Correlation) -> str:
    """Return a rank correlation as a sentence: ``ρ = −0.41 (−0.53 to −0.26) over 159 languages``."""
    over = f"over {counted(found.n, 'language')}" + (f", {found.unknown} unknown" if found.unknown else "")
    if found.rho is None or found.low is None or found.high is None:
        return f"Too few or too alike to rank, {over}."
    rho, low, high = (f"{value:.2f}".replace("-", MINUS) for value in (found.rho, found.low, found.high))
    return f"ρ = {rho} ({low} to {high}) {over}."


def sentence_case(text: str) -> str:
    """Return text with its first letter in upper case and all others as they are: ``Macro-F1``."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str], limit: int = 12) -> str:
    """Return names as running text: ``A, B and C``, ``A, B and 7 more``."""
    shown = list(names) if len(names) <= limit else [*names[: limit - 1], f"{len(names) - limit + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def approach_names(approaches: Sequence[Approach]) -> dict[Approach, str]:
    """Return what to call each approach: its system, and its recipe or source where these differ."""
    recipes = len({one.recipe for one in approaches}) > 1
    sources = len({one.source for one in approaches}) > 1
    return {
        one: ", ".join(
            part
            for part in (
                one.system,
                one.recipe if recipes else "",
                f"from {one.source}" if sources else "",
            )
            if part
        )
        for one in approaches
    }


def run_letter(place: int) -> str:
    """Return what a page calls the run at a place: A to Z, then AA and so on."""
    before, last = divmod(place, 26)
    return (run_letter(before - 1) if before else "") + chr(ord("A") + last)
