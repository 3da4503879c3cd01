"""Parallel text: found, and its words aligned."""

from isogloss.bitext.alignment import AlignedPair, align
from isogloss.bitext.bridging import bridges
from isogloss.bitext.documents import align_documents
from isogloss.bitext.lexicons import (
    Covered,
    Merged,
    induce_from_pairs,
    induce_from_words,
    lexicon_coverage,
    merge_lexicons,
)
from isogloss.bitext.mapping import Mapped, map_files, mapped
from isogloss.bitext.mining import Mined, MinedPair, Mining, mine
from isogloss.bitext.quality import Scored, score
from isogloss.bitext.questions import mine_questions

__all__ = [
    "AlignedPair",
    "Covered",
    "Mapped",
    "Merged",
    "Mined",
    "MinedPair",
    "Mining",
    "Scored",
    "align",
    "align_documents",
    "bridges",
    "induce_from_pairs",
    "induce_from_words",
    "lexicon_coverage",
    "map_files",
    "mapped",
    "merge_lexicons",
    "mine",
    "mine_questions",
    "score",
]
