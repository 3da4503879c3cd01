"""Parallel text: found, and its words aligned."""

from isogloss.bitext.alignment import AlignedPair, align
from isogloss.bitext.bridging import bridges
from isogloss.bitext.documents import align_documents
from isogloss.bitext.mapping import Mapped, map_files, mapped
from isogloss.bitext.mining import Mined, MinedPair, Mining, mine
from isogloss.bitext.quality import Scored, score
from isogloss.bitext.questions import mine_questions

__all__ = [
    "AlignedPair",
    "Mapped",
    "Mined",
    "MinedPair",
    "Mining",
    "Scored",
    "align",
    "align_documents",
    "bridges",
    "map_files",
    "mapped",
    "mine",
    "mine_questions",
    "score",
]
