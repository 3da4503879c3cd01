"""One script's letters in another's, by tables of letters; and what is lost on the way."""

from isogloss.languages.transliteration.reversibility import Merger, Reversibility, reversible
from isogloss.languages.transliteration.table import PAIRS
from isogloss.languages.transliteration.transliterator import (
    Transliterator,
    load_transliterator,
    transliterate,
    transliterate_aligned,
)

__all__ = [
    "PAIRS",
    "Merger",
    "Reversibility",
    "Transliterator",
    "load_transliterator",
    "reversible",
    "transliterate",
    "transliterate_aligned",
]
