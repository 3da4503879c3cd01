"""How likely phrases translate each other, asked of a language model in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isogloss.languages import Language, facts
from isogloss.models.language_models import Scorer


@dataclass(frozen=True, slots=True)
class PromptedScorer:
    """Scores phrases by a model's log-probabilities after a prompt that names both languages.

    A PhraseScorer. Source: García-Ferrero et al. 2023, arXiv:2212.10548, there with a translation model.
    """

    scorer: Scorer

    def __call__(
        self, phrase: str, candidates: Sequence[str], languages: tuple[Language, Language]
    ) -> list[float]:
        """Return the mean log-probability of a token for each candidate, both directions averaged."""
        source, target = (facts(language).name for language in languages)
        there = self.scorer.loglikelihood(
            [f"{source}: {phrase}\n{target}:"], [[f" {candidate}" for candidate in candidates]]
        )[0]
        back = self.scorer.loglikelihood(
            [f"{target}: {candidate}\n{source}:" for candidate in candidates],
            [[f" {phrase}"]] * len(candidates),
        )
        return [
            (one.logprob / max(one.tokens, 1) + other[0].logprob / max(other[0].tokens, 1)) / 2
            for one, other in zip(there, back, strict=True)
        ]
