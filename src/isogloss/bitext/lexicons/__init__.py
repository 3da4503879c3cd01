"""Word lists: made one, found anew, and set against text."""

from isogloss.bitext.lexicons.covering import Covered, lexicon_coverage
from isogloss.bitext.lexicons.inducing import induce_from_pairs, induce_from_words
from isogloss.bitext.lexicons.merging import Merged, merge_lexicons

__all__ = [
    "Covered",
    "Merged",
    "induce_from_pairs",
    "induce_from_words",
    "lexicon_coverage",
    "merge_lexicons",
]
