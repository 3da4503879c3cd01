"""Where the coverage of ``static`` says that what is made of its vectors is guesswork.

Coverage compares only within a kind of writing. Letters of the Latin script are shared by so many languages
that most n-grams of any of them own a row; a script of its own owns those that its languages taught. Below
the thresholds, zero-shot accuracy on SIB-200 is less than twice the share of the majority class, by isotonic
regression over languages. Of Han characters and kana nothing is told: their pairs are seldom known, and the
texts are understood all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ENCODER: Final = "static"

# Printed by benchmarks/coverage.py for the shipped weights; to be renewed with them.
GUESSWORK: Final[Mapping[str, float]] = {"Latin": 0.828, "other": 0.384}

# From the same benchmark: where a head is less than this share as sure, above chance, as in its source.
UNSURE: Final = 0.739

_HAN: Final = frozenset({"Hani", "Hans", "Hant", "Jpan", "Hira", "Kana", "Hrkt"})
_LATIN: Final = frozenset({"Latn", "Latf", "Latg"})


def kind_of(script: str) -> str:
    """Return ``Latin``, ``other``, or ``Han``, of which coverage tells nothing. script: ISO 15924."""
    if script in _HAN:
        return "Han"
    return "Latin" if script in _LATIN else "other"


def guesswork(coverage: float, script: str) -> bool | None:
    """Return whether a language of this mean coverage by ``static`` is guesswork; None where nothing tells.

    coverage: mean over its texts, in [0, 1]. script: ISO 15924, as of ``Language``. A sign and no proof:
    docs/integrations.md says how often it is right on languages that had no part in the thresholds.
    """
    threshold = GUESSWORK.get(kind_of(script))
    return None if threshold is None else coverage < threshold


def is_unsure(sureness: float) -> bool:
    """Return whether a head on ``static`` is so unsure of a language that it is guesswork.

    sureness: mean probability that it gives its own answers, above chance, as a share of the same on texts of
    its source. A sign that needs no labels, and a better one than coverage; benchmarks/coverage.py counts.
    """
    return sureness < UNSURE
