"""A side that a language model finds far stranger than the sides beside it."""

from __future__ import annotations

from statistics import median
from typing import Final

from isogloss.bitext.quality.batch import UNKNOWN, Batch, Finding
from isogloss.errors import InputError
from isogloss.models.language_models import Scorer

_FIRES: Final = 4.0
_UTMOST: Final = 8.0
_FEWEST: Final = 20
_TO_DEVIATION: Final = 1.4826


def perplexity(batch: Batch) -> list[Finding]:
    """Find sides whose bits per byte stand out from those of the same side of the batch.

    Perplexities of languages differ by what the model saw of them, so a side is set beside its own language
    alone: more than four times the usual deviation above the median. Below 20 pairs nothing is said.
    Raises InputError without a scorer.
    """
    if batch.scorer is None:
        raise InputError(
            "The rule perplexity needs a language model that tells likelihoods.",
            fix="Name one, or leave the rule out: --rules=-perplexity.",
        )
    if len(batch.sources) < _FEWEST:
        return [UNKNOWN] * len(batch.sources)
    sides = [_strangeness(batch.scorer, texts) for texts in (batch.sources, batch.targets)]
    return [_of(*pair) for pair in zip(*sides, strict=True)]


def _strangeness(scorer: Scorer, texts: list[str]) -> list[float]:
    """Return by how many usual deviations each text's bits per byte lie above the median."""
    found = scorer.loglikelihood([""] * len(texts), [[text] for text in texts])
    bits = [
        -one[0].logprob / max(1, len(text.encode("utf-8", "surrogatepass")))
        for one, text in zip(found, texts, strict=True)
    ]
    middle = median(bits)
    usual = _TO_DEVIATION * median(abs(value - middle) for value in bits)
    return [(value - middle) / usual if usual else 0.0 for value in bits]


def _of(source: float, target: float) -> Finding:
    worst = max(source, target, 0.0)
    side = "source" if source >= target else "target"
    reason = f"the {side} is stranger to the model than the rest" if worst > _FIRES else ""
    return Finding(min(1.0, worst / _UTMOST), reason)
