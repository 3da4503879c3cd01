"""Which script a text is in, and which way a script runs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import Final

import regex

# Unicode's Script property, and the ISO 15924 codes that mean a use of one or of several of them.
_SAME: Final[dict[str, frozenset[str]]] = {
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
    "Jpan": frozenset({"Hani", "Hira", "Kana", "Hrkt"}),
    "Kore": frozenset({"Hang", "Hani"}),
    "Hrkt": frozenset({"Hira", "Kana"}),
    "Aran": frozenset({"Arab"}),
    "Syrn": frozenset({"Syrc"}),
    "Syrj": frozenset({"Syrc"}),
    "Syre": frozenset({"Syrc"}),
    "Latf": frozenset({"Latn"}),
    "Latg": frozenset({"Latn"}),
    "Cyrs": frozenset({"Cyrl"}),
}
_ANY: Final = frozenset({"Zyyy", "Zinh", "Zzzz", "Zxxx"})
_RIGHT_TO_LEFT: Final = frozenset(
    [
        "Adlm",
        "Arab",
        "Aran",
        "Armi",
        "Avst",
        "Chrs",
        "Cprt",
        "Elym",
        "Gara",
        "Hatr",
        "Hebr",
        "Hung",
        "Khar",
        "Lydi",
        "Mand",
        "Mani",
        "Mend",
        "Merc",
        "Mero",
        "Narb",
        "Nbat",
        "Nkoo",
        "Orkh",
        "Ougr",
        "Palm",
        "Phli",
        "Phlp",
        "Phnx",
        "Prti",
        "Rohg",
        "Samr",
        "Sarb",
        "Sogd",
        "Sogo",
        "Syrc",
        "Syre",
        "Syrj",
        "Syrn",
        "Thaa",
        "Yezi",
    ]
)


def compatible(a: str, b: str) -> bool:
    """Return whether text in one script may be in the other: ``Jpan`` and ``Hira``, not Hans and Hant."""
    return a == b or a in _ANY or b in _ANY or b in _SAME.get(a, ()) or a in _SAME.get(b, ())


def direction(script: str) -> str:
    """Return ``"rtl"`` or ``"ltr"``, the way a line of this script runs. Source: Unicode's Bidi_Class."""
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def scripts(text: str) -> Counter[str]:
    """Return how many characters of ``text`` are of each script (ISO 15924), common ones left out."""
    found: Counter[str] = Counter()
    for character, times in Counter(text).items():
        script = _script(character)
        if script:
            found[script] += times
    return found


def dominant_script(text: str) -> str:
    """Return the script (ISO 15924) of most of the letters, ``Zyyy`` where there is no letter.

    ``Jpan`` where kana joins Han (a twentieth of kana is enough), ``Hani`` for Han alone, which does not
    tell Hans from Hant; ``Hang`` where Hangul outweighs Han.
    """
    found = scripts(text)
    if not found:
        return "Zyyy"
    kana = found["Hira"] + found["Kana"]
    if found["Hani"] and kana * 20 >= kana + found["Hani"] and kana + found["Hani"] >= max(found.values()):
        return "Jpan"
    return min(found, key=lambda script: (-found[script], script))


@cache
def _properties() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    from isogloss.languages.codes import script_names

    known = []
    for script in script_names():
        try:
            known.append((script, regex.compile(rf"\p{{Script={script}}}")))
        except regex.error:
            continue
    return tuple((script, pattern) for script, pattern in known if script not in _ANY)


@cache
def _script(character: str) -> str:
    """Return the script of a letter or a mark, ``""`` for what is common to several."""
    if unicodedata.category(character)[0] not in "LMN":
        return ""
    return next((script for script, pattern in _properties() if pattern.match(character)), "")
