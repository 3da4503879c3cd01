"""The table of script pairs: ``Source-Target`` in ISO 15924, and what makes their transliterator.

The maker is called with source script, target script and the language or None. A pair whose file of letters
is written for the other way round is made from that file, read backwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ALPHABET: Final = "isogloss.languages.transliteration.alphabet:alphabet"
_BRAHMIC: Final = "isogloss.languages.transliteration.indic:brahmic"
_INDIC: Final = ("Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh")

PAIRS: Final[Mapping[str, str]] = {
    "Arab-Latn": _ALPHABET,
    "Armn-Latn": _ALPHABET,
    "Cyrl-Latn": _ALPHABET,
    "Geor-Latn": _ALPHABET,
    "Grek-Latn": _ALPHABET,
    "Hebr-Latn": _ALPHABET,
    "Latn-Armn": _ALPHABET,
    "Latn-Cyrl": _ALPHABET,
    "Latn-Geor": _ALPHABET,
    "Latn-Grek": _ALPHABET,
    "Latn-Hebr": _ALPHABET,
    "Latn-Arab": "isogloss.languages.transliteration.maltese:arabic_from_maltese",
    **{f"{source}-{target}": _BRAHMIC for source in _INDIC for target in _INDIC if source != target},
}
