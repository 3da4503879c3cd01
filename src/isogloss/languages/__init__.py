"""Who a language is, and how its text is cut."""

from typing import TYPE_CHECKING

from isogloss.lazy import lazy

if TYPE_CHECKING:
    from isogloss.languages.ancestry import belongs_to, lineage
    from isogloss.languages.answers import Reading, normalize_answer, read_answer
    from isogloss.languages.directions import isolated, text_direction
    from isogloss.languages.distances import Neighbour, genetic_distance, geographic_distance, nearest
    from isogloss.languages.identification import Detected, detect, detect_many, load_detector
    from isogloss.languages.language import Language
    from isogloss.languages.loss import BrokenWord, Kept, Loss, lost
    from isogloss.languages.matching import chosen, matches
    from isogloss.languages.normalisation import normalize, normalize_aligned
    from isogloss.languages.numbers import Marks, Number, number_marks, read_number, read_numbers
    from isogloss.languages.profile import Facts, facts
    from isogloss.languages.romanisation import romanize, romanize_aligned
    from isogloss.languages.runs import ScriptRun, script_runs
    from isogloss.languages.scripts import dominant_script, script_of
    from isogloss.languages.segmentation import Span, Term, search_terms, sentences, stem, words
    from isogloss.languages.transliteration import transliterate

__all__ = [
    "BrokenWord",
    "Detected",
    "Facts",
    "Kept",
    "Language",
    "Loss",
    "Marks",
    "Neighbour",
    "Number",
    "Reading",
    "ScriptRun",
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
    "isolated",
    "lineage",
    "load_detector",
    "lost",
    "matches",
    "nearest",
    "normalize",
    "normalize_aligned",
    "normalize_answer",
    "number_marks",
    "read_answer",
    "read_number",
    "read_numbers",
    "romanize",
    "romanize_aligned",
    "script_of",
    "script_runs",
    "search_terms",
    "sentences",
    "stem",
    "text_direction",
    "transliterate",
    "words",
]

# Cutting words should not wait for the tables of identification, romanisation or numbers.
__getattr__ = lazy(
    __name__,
    {
        "isogloss.languages.ancestry": ("belongs_to", "lineage"),
        "isogloss.languages.answers": ("Reading", "normalize_answer", "read_answer"),
        "isogloss.languages.directions": ("isolated", "text_direction"),
        "isogloss.languages.distances": ("Neighbour", "genetic_distance", "geographic_distance", "nearest"),
        "isogloss.languages.identification": ("Detected", "detect", "detect_many", "load_detector"),
        "isogloss.languages.language": ("Language",),
        "isogloss.languages.loss": ("BrokenWord", "Kept", "Loss", "lost"),
        "isogloss.languages.matching": ("chosen", "matches"),
        "isogloss.languages.normalisation": ("normalize", "normalize_aligned"),
        "isogloss.languages.numbers": ("Marks", "Number", "number_marks", "read_number", "read_numbers"),
        "isogloss.languages.profile": ("Facts", "facts"),
        "isogloss.languages.romanisation": ("romanize", "romanize_aligned"),
        "isogloss.languages.runs": ("ScriptRun", "script_runs"),
        "isogloss.languages.scripts": ("dominant_script", "script_of"),
        "isogloss.languages.segmentation": ("Span", "Term", "search_terms", "sentences", "stem", "words"),
        "isogloss.languages.transliteration": ("transliterate",),
    },
)
