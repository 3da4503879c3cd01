"""Which script a text is in, and which way a script runs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from contextlib import suppress
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
_FREQUENT: Final = (
    "Latn",
    "Zyyy",
    "Hani",
    "Cyrl",
    "Arab",
    "Deva",
    "Hang",
    "Hira",
    "Kana",
    "Zinh",
    "Thai",
    "Grek",
)
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
        script = _LETTERS[character]
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


def script_of(character: str) -> str:
    """Return the script (ISO 15924) of one character.

    ``Zyyy`` if common to several, ``Zinh`` for a mark that takes its letter's, ``Zzzz`` for what is
    unassigned, for private use, or a lone surrogate.
    Source: Unicode's Script property, UAX #24, in the version that the installed ``regex`` knows.
    """
    return _SCRIPTS[character]


class _Scripts(dict[str, str]):
    """The script of each character met so far."""

    def __missing__(self, character: str) -> str:
        found = _any_script().match(character)
        script = found.lastgroup if found else None
        self[character] = script or "Zzzz"
        return self[character]


_SCRIPTS: Final = _Scripts()


class _Letters(dict[str, str]):
    """The script of each letter, mark or digit met so far, ``""`` for what is common to several."""

    def __missing__(self, character: str) -> str:
        counts = unicodedata.category(character)[0] in "LMN" and script_of(character) not in _ANY
        self[character] = script_of(character) if counts else ""
        return self[character]


_LETTERS: Final = _Letters()


@cache
def _any_script() -> regex.Pattern[str]:
    """Return the pattern that matches one character of any script, in a group of the script's name."""
    return regex.compile("|".join(f"(?P<{script}>\\p{{Script={script}}})" for script in known_scripts()))


@cache
def known_scripts() -> tuple[str, ...]:
    """Return the scripts that Unicode gives characters to; those met most often come first."""
    from isogloss.languages.codes import script_names

    known = list(_FREQUENT)
    for script in script_names():
        if script in known or script in _SAME or script in ("Zxxx", "Zzzz"):
            continue
        with suppress(regex.error):
            regex.compile(rf"\p{{Script={script}}}")
            known.append(script)
    return tuple(known)
