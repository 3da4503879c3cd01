"""Which languages py3langid's labels stand for, and in which scripts they are read.

Where a label names a macrolanguage, the member that its training text is in stands for it (``ar`` is Modern
Standard Arabic, ``sw`` is Swahili of the coast, ``no`` is Bokmål beside ``nn``); ``matches`` folds the rest.
A label that is not here is what ``Language.parse`` makes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from isogloss.languages.language import Language

NOT_A_LANGUAGE: Final = frozenset({"zxx"})

# label -> languages, one a script that its text is found in
MEANT: Final[Mapping[str, str]] = {
    "ar": "arb_Arab",
    "az": "azj_Latn",
    "crh": "crh_Latn crh_Cyrl",
    "et": "est_Latn",
    "fa": "pes_Arab",
    "gom": "gom_Deva",
    "hbo": "hbo_Hebr",
    "kk": "kaz_Cyrl",
    "ku": "kmr_Latn",
    "lv": "lvs_Latn",
    "mg": "plt_Latn",
    "mn": "khk_Cyrl",
    "ms": "zsm_Latn",
    "ne": "npi_Deva",
    "no": "nob_Latn",
    "om": "gaz_Latn",
    "or": "ory_Orya",
    "ps": "pbt_Arab",
    "qu": "quy_Latn",
    "sdh": "sdh_Arab",
    "sq": "als_Latn",
    "sr": "srp_Cyrl srp_Latn",
    "sw": "swh_Latn",
    "tt": "tat_Cyrl",
    "ug": "uig_Arab",
    "uz": "uzn_Latn uzn_Cyrl",
    "wuu": "wuu_Hans wuu_Hant",
    "yue": "yue_Hant yue_Hans",
    "zh": "zho_Hans zho_Hant",
}


@cache
def meant(label: str) -> tuple[Language, ...]:
    """Return the languages that a label stands for, none for what is no language."""
    if label in NOT_A_LANGUAGE:
        return ()
    return tuple(Language.parse(code) for code in MEANT.get(label, label).split())


def columns(labels: Sequence[str]) -> dict[Language, list[int]]:
    """Return language -> the places in ``labels`` that speak for it, in order of first appearance."""
    places: dict[Language, list[int]] = {}
    for place, label in enumerate(labels):
        for language in meant(label):
            places.setdefault(language, []).append(place)
    return places
