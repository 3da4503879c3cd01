"""A target that, translated back, says something else than the source."""

from __future__ import annotations

from collections import Counter
from typing import Final

from isogloss.bitext.quality.batch import Batch, Finding
from isogloss.errors import InputError

_FIRES: Final = 0.75
_LONGEST_GRAM: Final = 6
_RECALL: Final = 4.0  # beta squared, as chrF has it


def roundtrip(batch: Batch) -> list[Finding]:
    """Find targets whose translation back has a chrF below 25% with the source.

    Raises InputError without a translator or without languages. Source of chrF: Popović 2015, WMT.
    """
    if batch.translator is None or "und" in (batch.source.code, batch.target.code):
        raise InputError(
            "The rule roundtrip needs a translator and both languages.",
            fix="Name them, or leave the rule out: --rules=-roundtrip.",
        )
    back = batch.translator.translate(batch.targets, batch.target, batch.source)
    return [_of(*pair) for pair in zip(batch.sources, back, strict=True)]


def _of(source: str, back: str) -> Finding:
    score = chrf(source, back)
    badness = 1 - score
    return Finding(badness, f"translated back, chrF is {score:.0%}" if badness > _FIRES else "")


def chrf(reference: str, hypothesis: str) -> float:
    """Return the mean F2 of character n-grams, n = 1 to 6, blanks left out, in [0, 1]."""
    left, right = ("".join(text.split()) for text in (reference, hypothesis))
    scores = []
    for n in range(1, _LONGEST_GRAM + 1):
        one, other = (Counter(text[at : at + n] for at in range(len(text) - n + 1)) for text in (left, right))
        if not one and not other:
            continue
        common = (one & other).total()
        precision, recall = common / max(1, other.total()), common / max(1, one.total())
        both = _RECALL * precision + recall
        scores.append((1 + _RECALL) * precision * recall / both if both else 0.0)
    return sum(scores) / len(scores) if scores else 1.0
