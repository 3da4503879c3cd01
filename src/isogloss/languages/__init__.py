"""Who a language is, and how its text is cut."""

from isogloss.languages.ancestry import belongs_to, lineage
from isogloss.languages.distances import Neighbour, genetic_distance, geographic_distance, nearest
from isogloss.languages.identification import Detected, detect, detect_many
from isogloss.languages.language import Language
from isogloss.languages.matching import chosen, matches
from isogloss.languages.normalisation import normalize, normalize_aligned
from isogloss.languages.profile import Facts, facts
from isogloss.languages.romanisation import romanize, romanize_aligned
from isogloss.languages.scripts import dominant_script
from isogloss.languages.segmentation import Span, Term, search_terms, words
from isogloss.languages.transliteration import transliterate

__all__ = [
    "Detected",
    "Facts",
    "Language",
    "Neighbour",
    "Span",
    "Term",
    "belongs_to",
    "chosen",
    "detect",
    "detect_many",
    "dominant_script",
    "facts",
    "genetic_distance",
    "geographic_distance",
    "lineage",
    "matches",
    "nearest",
    "normalize",
    "normalize_aligned",
    "romanize",
    "romanize_aligned",
    "search_terms",
    "transliterate",
    "words",
]
