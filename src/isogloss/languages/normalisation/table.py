"""The steps of normalisation by name, and the presets made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_HERE: Final = "isogloss.languages.normalisation."

STEPS: Final[Mapping[str, str]] = {
    "all-joiners": _HERE + "invisible:all_joiners",
    "bidi-controls": _HERE + "invisible:bidi_controls",
    "case": _HERE + "case:case",
    "compatibility": _HERE + "compatibility:compatibility",
    "controls": _HERE + "invisible:controls",
    "digits": _HERE + "digits:digits",
    "invisible": _HERE + "invisible:invisible",
    "joiners": _HERE + "invisible:joiners",
    "lines": _HERE + "spaces:lines",
    "nfc": _HERE + "canonical:nfc",
    "spaces": _HERE + "spaces:spaces",
    "variation-selectors": _HERE + "invisible:variation_selectors",
}

_TEXT: Final = ("lines", "controls", "invisible", "spaces", "nfc", "joiners")

# text: what a reader sees stays the same. search: what readers take for the same word becomes the same.
PRESETS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": _TEXT,
    "search": (
        *_TEXT,
        "compatibility",
        "case",
        "digits",
        "all-joiners",
        "bidi-controls",
        "variation-selectors",
    ),
}
