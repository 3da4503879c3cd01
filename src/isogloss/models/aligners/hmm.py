"""``hmm``: learned from the sentence pairs alone, and from a lexicon where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from isogloss.data.examples import Entry
from isogloss.models.aligners.statistical.aligner import StatisticalAligner
from isogloss.models.contracts import Aligner, WordEncoder


def aligner(encoder: WordEncoder, lexicon: Sequence[Entry] = ()) -> Aligner:  # noqa: ARG001  asks no encoder
    """Return the aligner ``hmm``."""
    return StatisticalAligner("hmm", None, tuple(lexicon))
