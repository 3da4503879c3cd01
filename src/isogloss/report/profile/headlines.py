"""Which findings of each probe lead a profile, a line each: what is one more is one more line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Unit = Literal["share", "ratio", "number"]


@dataclass(frozen=True, slots=True)
class Headline:
    """A column of the profile.

    detail: what a row's detail must hold, as ``layers=max``; a row of the run's first pooling is taken.
    title: over the column; meaning: what the number says, for the end of the page. better: which way.
    """

    probe: str
    metric: str
    detail: Mapping[str, str]
    title: str
    meaning: str
    unit: Unit
    better: Literal["high", "low"]


HEADLINES: Final[Mapping[str, Headline]] = {
    "premium": Headline(
        "premium",
        "premium",
        {},
        "premium",
        "tokens for one token of the pivot, on the same sentences: 2 is twice as dear",
        "ratio",
        "low",
    ),
    "unknown": Headline(
        "premium",
        "unknown",
        {},
        "unknown",
        "share of tokens that stand for something the vocabulary lacks",
        "share",
        "low",
    ),
    "fertility": Headline(
        "premium", "fertility", {}, "tokens/word", "tokens that a word is cut into", "ratio", "low"
    ),
    "mexa": Headline(
        "alignment",
        "mexa",
        {"layers": "max"},
        "MEXA",
        "share of sentences strictly nearest to their translation, both ways, in the best layer",
        "share",
        "high",
    ),
    "mexa_csls": Headline(
        "alignment",
        "mexa_csls",
        {"layers": "max"},
        "without hubs",
        "MEXA with cosines corrected for hubs, sentences that are near to all others (CSLS)",
        "share",
        "high",
    ),
    "similarity": Headline(
        "ranker",
        "similarity",
        {"layers": "mean"},
        "similarity",
        "mean cosine with the pivot's sentence over layers: 1 the same, 0 unrelated (Language Ranker)",
        "number",
        "high",
    ),
    "told_apart": Headline(
        "space",
        "told_apart",
        {"layer": "last", "centred": "no"},
        "told apart",
        "share of sentences whose language a linear classifier tells: high where languages lie apart",
        "share",
        "low",
    ),
    "expected": Headline(
        "predictors",
        "expected",
        {},
        "expected",
        "score to expect by what is known of the language without its labels",
        "share",
        "high",
    ),
    "score": Headline(
        "predictors",
        "score",
        {},
        "scored",
        "score in the run that is learned from",
        "share",
        "high",
    ),
    "lexicon": Headline(
        "lexical",
        "precision",
        {"k": "1"},
        "lexicon",
        "share of words whose nearest word translates them",
        "share",
        "high",
    ),
    "cognates": Headline(
        "lexical",
        "type_accuracy",
        {"in": "isolation", "type": "cognate"},
        "cognates",
        "share of cognates to which no other word of the table is as near",
        "share",
        "high",
    ),
    "translations": Headline(
        "lexical",
        "type_accuracy",
        {"in": "isolation", "type": "translation"},
        "translations",
        "share of unlike translations to which no other word of the table is as near",
        "share",
        "high",
    ),
    "false_friends": Headline(
        "lexical",
        "type_accuracy",
        {"in": "isolation", "type": "false friend"},
        "false friends",
        "share of false friends that are told from translations",
        "share",
        "high",
    ),
    "line_pass_rate": Headline(
        "fidelity",
        "line_pass_rate",
        {},
        "in language",
        "share of answers all of whose lines are in the language asked, as far as it can be told",
        "share",
        "high",
    ),
    "word_pass_rate": Headline(
        "fidelity",
        "word_pass_rate",
        {},
        "pure",
        "share of those answers without a word of another language",
        "share",
        "high",
    ),
    "steps_in_asked": Headline(
        "fidelity",
        "steps_in_asked",
        {},
        "reasoned in it",
        "share of the steps of reasoning that are in the language asked",
        "share",
        "high",
    ),
    "pivot_mass": Headline(
        "latent",
        "pivot_mass",
        {"task": "translation"},
        "pivot inside",
        "probability of the pivot's word before the last layer, where another language's is to be written",
        "share",
        "low",
    ),
    "divergence": Headline(
        "routing",
        "normalised_divergence",
        {"layers": "mean"},
        "routed apart",
        "divergence of expert use from the pivot's, over its entropy, mean over layers",
        "number",
        "low",
    ),
}
