"""The steps of normalisation by name, and the presets made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_HERE: Final = "isogloss.languages.normalisation."

STEPS: Final[Mapping[str, str]] = {
    "all-joiners": _HERE + "invisible:all_joiners",
    "apostrophes": _HERE + "lookalikes:apostrophes",
    "arabic-letters": _HERE + "letters:arabic_letters",
    "armenian-marks": _HERE + "marks:armenian_marks",
    "bidi-controls": _HERE + "invisible:bidi_controls",
    "blanks": _HERE + "spaces:blanks",
    "burmese-digits": _HERE + "lookalikes:burmese_digits",
    "burmese-letters": _HERE + "letters:burmese_letters",
    "case": _HERE + "case:case",
    "compatibility": _HERE + "compatibility:compatibility",
    "controls": _HERE + "invisible:controls",
    "cyrillic-letters": _HERE + "letters:cyrillic_letters",
    "digits": _HERE + "digits:digits",
    "ethiopic-homophones": _HERE + "letters:ethiopic_homophones",
    "greek-accents": _HERE + "marks:greek_accents",
    "harakat": _HERE + "marks:harakat",
    "hebrew-letters": _HERE + "letters:hebrew_letters",
    "hebrew-points": _HERE + "marks:hebrew_points",
    "hyphens": _HERE + "lookalikes:hyphens",
    "indic-joined": _HERE + "letters:indic_joined",
    "indic-letters": _HERE + "letters:indic_letters",
    "indic-vowels": _HERE + "letters:indic_vowels",
    "invisible": _HERE + "invisible:invisible",
    "joiners": _HERE + "invisible:joiners",
    "khmer-letters": _HERE + "letters:khmer_letters",
    "latin-letters": _HERE + "letters:latin_letters",
    "lines": _HERE + "spaces:lines",
    "mark-order": _HERE + "marks:mark_order",
    "nfc": _HERE + "canonical:nfc",
    "palochka": _HERE + "lookalikes:palochka",
    "prolonged": _HERE + "lookalikes:prolonged",
    "repeated-marks": _HERE + "marks:repeated_marks",
    "sara-am": _HERE + "letters:sara_am",
    "spaces": _HERE + "spaces:spaces",
    "stress-marks": _HERE + "marks:stress_marks",
    "tatweel": _HERE + "marks:tatweel",
    "variation-selectors": _HERE + "invisible:variation_selectors",
    "vietnamese-tones": _HERE + "lookalikes:vietnamese_tones",
}

_TEXT: Final = (
    *("lines", "controls", "invisible", "spaces", "nfc", "sara-am", "indic-vowels", "indic-joined"),
    "joiners",
)

# text: what a reader sees stays the same. search: what readers take for the same word becomes the same.
PRESETS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": _TEXT,
    "search": (
        *_TEXT,
        *("prolonged", "compatibility", "variation-selectors", "bidi-controls", "palochka"),
        *("tatweel", "arabic-letters", "harakat", "hebrew-letters", "hebrew-points", "ethiopic-homophones"),
        *("latin-letters", "cyrillic-letters", "case", "greek-accents", "stress-marks", "vietnamese-tones"),
        "armenian-marks",
        *("indic-letters", "all-joiners", "mark-order", "repeated-marks"),
        *("khmer-letters", "burmese-letters", "burmese-digits", "digits", "apostrophes", "hyphens", "nfc"),
    ),
}
