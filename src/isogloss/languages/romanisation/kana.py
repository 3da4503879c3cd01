"""Kana in Hepburn's spelling: youon, sokuon and the long mark are read with their neighbours."""

from __future__ import annotations

from typing import Final

from isogloss.languages.romanisation.abugidas import letters
from isogloss.languages.romanisation.stages import Clusters, clusters

_SMALL: Final = "ぁぃぅぇぉゃゅょゎ"
_HEPBURN: Final = {
    "si": "shi",
    "ti": "chi",
    "tu": "tsu",
    "hu": "fu",
    "zi": "ji",
    "di": "ji",
    "du": "zu",
    "wo": "o",
}
_LONG: Final = "ー"
# How far a katakana stands behind its hiragana.
_SHIFT: Final = 0x60


def syllables() -> Clusters:
    """Return the stage that writes kana. Long vowels are written double (chokoreeto), as kana writes them."""
    small = _SMALL + "".join(chr(ord(letter) + _SHIFT) for letter in _SMALL)
    every = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))))
    large = "".join(sorted(every - set(small) - set("っッ")))
    pattern = f"[っッ]*+[{large}][{small}]?{_LONG}*+|[{''.join(sorted(every))}]|{_LONG}+"
    return clusters(every | {_LONG}, pattern, _written)


def _written(cluster: str) -> str:
    """Return one syllable: sokuon doubles its consonant, a small letter replaces its vowel."""
    plain = "".join(map(_hiragana, cluster))
    doubled = plain.startswith("っ")
    syllable = plain.strip("っ" + _LONG)
    longer = plain.count(_LONG)
    if not syllable:
        return "-" * longer
    roman = _joined(syllable)
    consonant = "t" if roman.startswith("ch") else roman[:1]
    vowel = roman[-1] if roman[-1:] in ("a", "e", "i", "o", "u") else ""
    doubling = consonant if doubled and consonant != roman[-1] else ""
    return doubling + roman + vowel * longer


def _joined(syllable: str) -> str:
    first = _sound(syllable[0])
    if len(syllable) == 1:
        return first
    second = _sound(syllable[1])
    if second[0] == "y":
        return first[:-1] + (second[1:] if first in ("shi", "chi", "ji") else second)
    if len(first) == 1:
        return {"u": "w", "i": "y"}.get(first, first) + second[-1]
    return first[:-1] + ("w" if first in ("ku", "gu") else "") + second[-1]


def _sound(character: str) -> str:
    known = letters().others
    sound = known.get(character, known.get(chr(ord(character) + _SHIFT), ""))
    return _HEPBURN.get(sound, sound)


def _hiragana(character: str) -> str:
    """Return a katakana as its hiragana, where it has one."""
    return chr(ord(character) - _SHIFT) if "ァ" <= character <= "ヶ" else character
