"""From English names and autonyms to codes, and what to offer for a name that nobody knows."""

from __future__ import annotations

import difflib
import math
import unicodedata
from functools import cache, lru_cache
from typing import Final

import regex

from isogloss.errors import UnknownLanguage
from isogloss.languages.codes import codes, language_code, region_names, script_names
from isogloss.languages.display import visible
from isogloss.languages.tables import rows

_APOSTROPHES: Final = regex.compile(r"['’‘ʼʻ`´]")
_NO_WORD: Final = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_SPOKEN_OF: Final = {"simplified": "Hans", "traditional": "Hant", "romanized": "Latn", "romanised": "Latn"}
_DEMONYMS: Final = {
    "american": "US",
    "australian": "AU",
    "brazilian": "BR",
    "british": "GB",
    "canadian": "CA",
    "european": "150",
    "indian": "IN",
    "mexican": "MX",
    "uk": "GB",
    "us": "US",
}
_SHOWN: Final = 40
_EXAMPLE: Final = "Give a code such as swh_Latn, or a name such as Swahili."

Found = tuple[str, str, str | None]


def from_name(text: str) -> Found | None:
    """Return code, script or ``""`` and region that a name stands for, None if no table holds it.

    Case, accents' encoding, punctuation and the order of words do not matter (``toba_batak``, ``Arabic,
    Egyptian``); a script or a region may stand in brackets or behind a comma: ``Kashmiri (Devanagari
    script)``, ``Portuguese (Brazil)``; so may ``simplified`` and ``traditional`` anywhere.
    """
    code = _called(text)
    if code:
        return code, "", None
    words = _key(text).split()
    for word, script in _SPOKEN_OF.items():
        if word in words and (code := _called(" ".join(set(words) - {word, "script"}))):
            return code, script, None
    head, _, tail = text.replace("(", ",").partition(",")
    code = _called(head)
    detail = _key(tail.casefold().replace("script", ""))
    if code is None or not detail:
        return None
    if detail in _scripts():
        return code, _scripts()[detail], None
    if detail in _regions():
        return code, "", _regions()[detail]
    return (code, "", None) if _called(tail) == code else None


def _called(name: str) -> str | None:
    """Return the code of a name, with or without its accents."""
    return _index().get(_key(name)) or _index().get(_key(_unaccented(name)))


@lru_cache(maxsize=1024)
def nearest_known(text: str) -> tuple[str, ...]:
    """Return three languages that a misspelt code or name may have meant, as ``code (name)``."""
    first = text.strip().replace("-", "_").split("_")[0].lower()
    code = language_code(first)
    found = [code] if code in _names() else []
    if not found and 1 < len(first) <= 4 and first.isascii():
        found = [near for near in _by_speakers() if _one_letter_off(first, near)]
    key = _key(text)[:_SHOWN]
    for cutoff in (0.7, 0.3, 0.0):
        if len(found) >= 3:
            break
        near_keys = difflib.get_close_matches(key, _index(), n=20, cutoff=cutoff)
        near_keys.sort(key=lambda near: -_likelihood(key, near))
        found = list(dict.fromkeys([*found, *(_index()[near] for near in near_keys)]))
    return tuple(f"{_spelt(code)} ({_names()[code][0]})" for code in found[:3])


def _spelt(code: str) -> str:
    """Return the code with its usual script, as a language prints."""
    script = codes()[code].script if code in codes() else ""
    return f"{code}_{script or 'Zyyy'}"


def unknown(text: str) -> UnknownLanguage:
    """Return the error for a text that names no language, with the three nearest that do."""
    if not text.strip():
        return UnknownLanguage("A language is missing: its name is empty.", fix=_EXAMPLE)
    fix = f"Did you mean {', '.join(nearest_known(text[:_SHOWN]))}?" if _key(text) else _EXAMPLE
    return UnknownLanguage(f"No language is called '{visible(text, limit=_SHOWN)}'.", fix=fix)


def _likelihood(key: str, near: str) -> float:
    """Return how likely a name was meant: by its spelling, and a little by how many speak the language."""
    spelling = difflib.SequenceMatcher(None, near, key).ratio()
    return spelling + 0.02 * math.log10(1 + _speakers()[_index()[near]])


def _one_letter_off(text: str, code: str) -> bool:
    """Return whether a code differs from a text in one letter, or either has one more at its end."""
    if len(text) == len(code):
        return sum(a != b for a, b in zip(text, code, strict=True)) == 1
    longer, shorter = (code, text) if len(code) > len(text) else (text, code)
    return len(longer) == len(shorter) + 1 and longer.startswith(shorter)


@cache
def _index() -> dict[str, str]:
    """Return key of a name -> code: the one that shows it first, has two letters, has most speakers."""
    ranked: dict[str, tuple[tuple[bool, bool, int, int], str]] = {}
    for order, code in enumerate(_by_speakers()):
        names = _names()[code]
        for position, name in enumerate(names):
            rank = (position > 0, not codes()[code].two_letters, min(position, 1), order)
            for key in {_key(name), _key(_unaccented(name))}:
                if key and (key not in ranked or rank < ranked[key][0]):
                    ranked[key] = rank, code
    return {key: code for key, (_, code) in ranked.items()}


def _key(name: str) -> str:
    """Return the words of a name without case and punctuation, sorted: two names with one key are one."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(sorted(_NO_WORD.sub(" ", plain).split()))


def _unaccented(name: str) -> str:
    """Return a name of Latin letters without its accents (``Norwegian Bokmal``), others as they are."""
    letters = unicodedata.normalize("NFD", name)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare if bare.isascii() else name


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return code -> its English names, the one to show first, then its autonyms."""
    return {
        row[0]: tuple(name for field in row[1:3] for name in field.split(" | ") if name)
        for row in rows("languages.tsv.gz")
    }


@cache
def _by_speakers() -> tuple[str, ...]:
    """Return all codes, those with the most speakers first."""
    return tuple(sorted(_speakers(), key=lambda code: (-_speakers()[code], code)))


@cache
def _speakers() -> dict[str, int]:
    return {row[0]: int(row[9] or 0) for row in rows("languages.tsv.gz")}


@cache
def _scripts() -> dict[str, str]:
    """Return key of a script's name -> its code; ``devanagari`` for ``Devanagari (Nagari)``."""
    heads = {_key(name.split("(")[0]): code for code, name in sorted(script_names().items(), reverse=True)}
    whole = {_key(name): code for code, name in script_names().items()}
    return {**heads, **whole, **_SPOKEN_OF, "perso arabic": "Arab", "han": "Hani", "roman": "Latn"}


@cache
def _regions() -> dict[str, str]:
    return {_key(name): code for code, name in region_names().items()} | _DEMONYMS
