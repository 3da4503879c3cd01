"""``combined``: learned from the sentence pairs, and beginning with what the encoder knows of words."""

from __future__ import annotations

from collections.abc import Sequence

from isogloss.data.examples import Entry
from isogloss.models.aligners.statistical.aligner import StatisticalAligner
from isogloss.models.contracts import Aligner, WordEncoder


def aligner(encoder: WordEncoder, lexicon: Sequence[Entry] = ()) -> Aligner:
    """Return the aligner ``combined``."""
    return StatisticalAligner("combined", encoder, tuple(lexicon))
