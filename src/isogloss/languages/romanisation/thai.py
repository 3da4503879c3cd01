"""Thai and Lao: vowels stand before, above, below and behind the consonant that they follow in speech.

A syllable is read as an opening consonant or cluster, a vowel and a closing consonant; consonants sound
otherwise at its end than at its beginning (Royal Thai General System of Transcription, with aa, ii and uu for
long vowels; the same for Lao). Between two consonants that make up a syllable an o is read. Which other
vowels are not written, and whether a consonant closes one syllable or opens the next: ask a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from isogloss.languages.romanisation.stages import Clusters, clusters

_CONSONANTS: Final = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ"


def _by_letter(letters_of: Mapping[str, str]) -> dict[str, str]:
    return {letter: sound for sound, letters in letters_of.items() for letter in letters}


_OPENING: Final = _by_letter(
    {
        "k": "ก",
        "kh": "ขฃคฅฆ",
        "ng": "ง",
        "ch": "จฉชฌ",
        "s": "ซศษส",
        "y": "ญย",
        "d": "ฎด",
        "t": "ฏต",
        "th": "ฐฑฒถทธ",
        "n": "ณน",
        "b": "บ",
        "p": "ป",
        "ph": "ผพภ",
        "f": "ฝฟ",
        "m": "ม",
        "r": "ร",
        "rue": "ฤ",
        "l": "ลฬ",
        "lue": "ฦ",
        "w": "ว",
        "h": "หฮ",
        "_": "อ",
    }
)
_CLOSING: Final = _by_letter(
    {
        "k": "กขฃคฅฆ",
        "ng": "ง",
        "t": "จฉชซฌฎฏฐฑฒดตถทธศษส",
        "n": "ญณนรลฬ",
        "p": "บปผฝพฟภ",
        "m": "ม",
        "i": "ย",
        "rue": "ฤ",
        "lue": "ฦ",
        "o": "ว",
        "_": "หอฮ",
    }
)
# Lao letters stand 0x80 behind the Thai ones that sound alike; these sound otherwise, or stand elsewhere.
_SHIFT: Final = 0x80
_LAO: Final = {
    "ຊ": "s",
    "ຍ": "ny",
    "ຢ": "y",
    "ຣ": "r",
    "ຈ": "ch",
    "ໜ": "n",
    "ໝ": "m",
    "ວ": "v",
    "\u0ebc": "l",
}
_LAO_CLOSING: Final = {"ວ": "o", "ຍ": "y", "ໜ": "n", "ໝ": "m"}

# Vowels round an opening (I), tones (T) and a closing consonant that must (F) or may (f) follow, in the code
# points of Thai; U+0E3B and U+0E3D stand for the Lao signs mai kon and nyo. The first that fits is read.
_SYLLABLES: Final = (
    ("เIีTยะ?f", "ia"),
    ("ITั?T\u0e3df", "ia"),
    ("เI[ืึ]Tอะ?f", "uea"),
    ("เITาะ", "o"),
    ("เI\u0e3b?Tา", "ao"),
    ("เITอะ?f", "oe"),
    ("เI[ิี]Tf", "oe"),
    ("เITย(?!V)", "oei"),
    ("เI[็ั]?Tะ", "e"),
    ("เI[็ั]?Tf", "e"),
    ("แI[็ั]?Tะ", "ae"),
    ("แI[็ั]?Tf", "ae"),
    ("โITะ", "o"),
    ("โITf", "o"),
    ("[ใไ]ITย?", "ai"),
    ("I[ั\u0e3b]Tวะ?f", "ua"),
    ("ITวF", "ua"),
    ("IัTย", "ai"),
    ("ITำ", "am"),
    ("ITรรF", "a"),
    ("ITรร", "an"),
    ("IัTf", "a"),
    ("ITะ", "a"),
    ("ITาf", "aa"),
    ("IิTf", "i"),
    ("IีTf", "ii"),
    ("IึTf", "ue"),
    ("IืTอ?f", "ue"),
    ("IุTf", "u"),
    ("IูTf", "uu"),
    ("I\u0e3bTf", "o"),
    ("I\u0e4dTf", "o"),
    ("ITอf", "o"),
    ("ITF", "o"),
    ("IT", ""),
)
_LAO_SYLLABLES: Final = (("เITญf", "ia"), *_SYLLABLES)
# A letter that is written and not spoken, and those that fall silent with it.
_SILENT: Final = "[ทตด]?C[ิุู]?์"
_PARTS: Final = {
    "I": "(K(?=T(?:V|C))|C)",
    "K": "(?:[กขคตทปผพบฟ](?!รร)[รลว]|ห[งญณนมยรลว\u0e3c]|อย)",
    "F": "(C)T(?!V|รร)",
    "f": "(?:(C)T(?!V|รร))?",
    "T": "[\u0e48-\u0e4b]*+",
    "V": "[\u0e30-\u0e3d\u0e45-\u0e47\u0e4c\u0e4d]",
    "C": f"[{_CONSONANTS}]",
}


class _Reader:
    """Reads the syllables of one of the two scripts."""

    def __init__(self, syllables: tuple[tuple[str, str], ...], shift: int) -> None:
        self._syllables = [(re.compile(_pattern(template, shift)), vowel) for template, vowel in syllables]
        opening = {_shifted(letter, shift): sound for letter, sound in _OPENING.items()}
        closing = {_shifted(letter, shift): sound for letter, sound in _CLOSING.items()}
        self._opening = opening | _LAO if shift else opening
        self._closing = closing | _LAO_CLOSING if shift else closing

    def written(self, syllable: str) -> str:
        """Return one syllable in Latin letters; nothing for letters that are silent."""
        for pattern, vowel in self._syllables:
            if found := pattern.fullmatch(syllable):
                closing = self._closing.get(found[2], "") if found.re.groups > 1 and found[2] else ""
                return f"{self._opened(found[1])}{vowel}{closing}".replace("_", "")
        return ""

    def _opened(self, letters: str) -> str:
        """Return the sound of an opening; h, or the carrier, before a sonorant only sets its tone."""
        if len(letters) > 1 and letters[0] in "หຫอ":
            letters = letters[1:]
        return "".join(self._opening.get(letter, "") for letter in letters)


def syllables() -> tuple[Clusters, Clusters]:
    """Return the stages that write Thai and Lao."""
    return _stage(_SYLLABLES, 0), _stage(_LAO_SYLLABLES, _SHIFT)


def _stage(templates: tuple[tuple[str, str], ...], shift: int) -> Clusters:
    before = [one for one, _ in templates if one[0] != "I"]
    behind = [one[1:] for one, _ in templates if one[0] == "I"]
    # What stands behind the opening, once for clusters (not alone) and once for all consonants.
    every = [_SILENT, *before, f"K(?:{'|'.join(behind[:-1])})", f"C(?:{'|'.join(behind)})"]
    pattern = re.sub(r"\((?!\?)", "(?:", _pattern("|".join(every), shift))
    starts = frozenset(_shifted(_CONSONANTS + "เแโใไ", shift)) | (frozenset("ໜໝ") if shift else frozenset())
    return clusters(starts, pattern, _Reader(templates, shift).written)


def _pattern(template: str, shift: int) -> str:
    """Return a template as a pattern in the script's own code points."""
    for part in "IKFfTVC":
        template = template.replace(part, _PARTS[part])
    shifted = _shifted(template, shift)
    return shifted.replace("ຮ]", "ຮໜໝ]") if shift else shifted


def _shifted(text: str, shift: int) -> str:
    return "".join(chr(ord(letter) + shift) if letter >= "\u0e00" else letter for letter in text)
