"""The summary of a run: every number that its report says, as one record."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from isogloss.metrics.bootstrap import Difference, Score
from isogloss.report.correlation import Correlation
from isogloss.report.costs import Spent
from isogloss.report.guesswork import Reason
from isogloss.report.portrait import Portrait, name_of


class LanguageResult(Struct, frozen=True, kw_only=True):
    """How one approach does in one language.

    scores: by metric; the mean over trials where there are several. spread: standard deviation of the leading
    metric over draws, None for one. gap: how much lower it is than in the source; paired: whether both test
    sets hold the same items. lead: over the best baseline on the same items; q: its p-value after
    Benjamini-Hochberg over languages.
    """

    language: str
    n: int
    trials: int
    scores: Mapping[str, Score]
    spread: float | None = None
    gap: Difference | None = None
    paired: bool = False
    lead: Difference | None = None
    q: float | None = None


class GroupMean(Struct, frozen=True, kw_only=True):
    """The mean of the leading metric over those languages, without the source, that share a property."""

    name: str
    languages: tuple[str, ...]
    mean: Score


class Worst(Struct, frozen=True, kw_only=True):
    """The tenth of the languages (one at least) with the lowest scores, lowest first, and why perhaps.

    None and nothing of an approach that was scored in the source alone.
    """

    languages: tuple[str, ...]
    mean: Score | None
    remarks: Mapping[str, list[str]]


class ApproachSummary(Struct, frozen=True, kw_only=True):
    """How one approach does.

    languages: over which ``means`` are taken: all with a score but the source;
    both are empty where it was scored in the source alone. source_score: of the leading
    metric on the source's test set; source_recipe: whose, where this recipe has none of its own. gap: the
    source less the mean; paired: how many languages hold the source's items. baseline: the system of the
    best baseline, by mean; lead: the mean over it. better, worse: languages where the difference stands with
    q < 0.05. guesswork: languages whose accuracy is less than a third of the way from the majority class to
    1, and why: coverage, confidence, or unexplained. spread: standard deviation of the mean over draws.
    against: the recipe that the same system, or else the one the report leads with, has for comparison
    (zero-shot if it was tried); over: the mean over it, items paired; above, below: languages where that
    difference stands with q < 0.05. selected: what was looked at to choose strength or epochs. spent: what it
    took, None where nothing was measured. signature: what all its rows share.
    """

    system: str
    recipe: str
    source: str
    is_baseline: bool
    languages: tuple[str, ...]
    means: Mapping[str, Score]
    source_score: Score | None
    source_recipe: str
    gap: Difference | None
    paired: int
    baseline: str
    lead: Difference | None
    better: int
    worse: int
    draws: int
    spread: float | None
    against: str
    over: Difference | None
    above: int
    below: int
    selected: str
    spent: Spent | None
    worst: Worst
    guesswork: Mapping[str, Reason]
    by_script: tuple[GroupMean, ...]
    by_family: tuple[GroupMean, ...]
    correlations: tuple[Correlation, ...]
    results: tuple[LanguageResult, ...]
    signature: str


class UnseenLabels(Struct, frozen=True, kw_only=True):
    """Test labels that training lacks, always scored wrong. share: of all test examples but the source's."""

    source: str
    examples: int
    share: float
    languages: Mapping[str, float]


class Summary(Struct, frozen=True, kw_only=True):
    """What a run says. headline: the place in ``approaches`` of the one that the report leads with."""

    dataset: str
    task: str
    state: str
    metrics: tuple[str, ...]
    headline: int
    approaches: tuple[ApproachSummary, ...]
    portraits: tuple[Portrait, ...]
    unseen_labels: tuple[UnseenLabels, ...]
    rejects: int
    gaps: int
    coverage: Mapping[str, float]

    def portrait(self, source: str, language: str) -> Portrait:
        """Return who a language is, seen from a source; raises KeyError."""
        for portrait in self.portraits:
            if (portrait.source, portrait.language) == (source, language):
                return portrait
        raise KeyError((source, language))

    def language_name(self, language: str) -> str:
        """Return the English name of a language, also of a source that was not tested itself."""
        return next((one.name for one in self.portraits if one.language == language), None) or name_of(
            language
        )
