"""Parallel text: found, and its words aligned."""

from isogloss.bitext.alignment import AlignedPair, align
from isogloss.bitext.documents import align_documents
from isogloss.bitext.mining import Mined, MinedPair, Mining, mine
from isogloss.bitext.quality import Scored, score

__all__ = [
    "AlignedPair",
    "Mined",
    "MinedPair",
    "Mining",
    "Scored",
    "align",
    "align_documents",
    "mine",
    "score",
]
