"""Build letters/named.tsv, what Unicode's names tell: ``python -m isogloss.languages.romanisation.building``.

Unicode names the letters of most syllabaries and abugidas by their sound (VAI SYLLABLE KPEE, DEVANAGARI VOWEL
SIGN AA), and its combining classes tell viramas and nuktas. Alphabets, whose letters have names that are not
their sound (CYRILLIC KA, HEBREW ALEF), have curated tables beside this one, which go before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

_KIND: Final = re.compile(
    r"^(?:INDEPENDENT VOWEL SIGN|INDEPENDENT VOWEL|VOWEL SIGN|VOWEL|CONSONANT SIGN|MEDIAL CONSONANT SIGN|"
    r"SUBJOINED LETTER|SUBJOINED|(?:SMALL |CAPITAL )?LETTER|SYLLABLE|SIGN|SYLLABICS)\s+"
)
# Ethiopic names tell letters that sound alike today apart; t, ch, ts and p stand for the ejectives too.
_ETHIOPIC: Final = (("HH", "H"), ("SZ", "S"), ("TH", "T"), ("TZ", "TS"), ("PH", "P"), ("X", "H"))
_SOUND: Final = re.compile(r"[A-Z]+(?:-[A-Z])?")
_LETTERS: Final = files("isogloss.languages.romanisation") / "letters"


def naming(role: str) -> frozenset[str]:
    """Return the words of naming.tsv in a role.

    abugida, syllabary, alphabet: scripts by their name in Unicode. An abugida's consonants carry a vowel that
        signs replace; a syllabary's signs are named by all their sound, an alphabet's by it and an a behind.
    qualifier: what stands before the sound in a name: whose letter it is, and what it looks like.
    """
    lines = (_LETTERS / "naming.tsv").read_text(encoding="utf-8").split("\n")[2:-1]
    return frozenset(word for told, word in (line.split("\t") for line in lines) if told == role)


_SYSTEMS: Final = {name: system for system in ("abugida", "syllabary", "alphabet") for name in naming(system)}
_QUALIFIERS: Final = naming("qualifier")


def rows() -> Iterator[tuple[str, str, str]]:
    """Return code point, roman and kind of every letter and sign that is named by its sound."""
    for code in range(0x370, 0x20000):
        character = chr(code)
        name = unicodedata.name(character, "")
        script = next((prefix for prefix in _SYSTEMS if name.startswith(f"{prefix} ")), None)
        if script is None or unicodedata.category(character)[0] not in "LM":
            continue
        if unicodedata.normalize("NFKC", character) != character:
            continue
        told = name.removeprefix(f"{script} ")
        if script == "ETHIOPIC":
            told = _ethiopic(told)
        kind, roman = _read(character, told, _SYSTEMS[script])
        if kind:
            yield f"{code:04X}", roman, kind


def _read(character: str, name: str, system: str) -> tuple[str, str]:
    """Return kind and roman of a character by its name without the script's; no kind if neither tells."""
    combining = unicodedata.combining(character)
    if combining == 9:
        return "virama", ""
    if combining == 7:
        return ("nukta", "") if "NUKTA" in name else ("", "")
    matched = _KIND.match(name)
    told = matched[0].strip() if matched else ""
    words = (name[matched.end() :] if matched else name).split()
    # PWO is a language of Burma, and a syllable in Canada.
    sound = next((word for word in words if word not in _QUALIFIERS), words[-1] if words else "")
    roman = sound.replace("-", "").lower() if _SOUND.fullmatch(sound) else ""
    if unicodedata.category(character)[0] == "M":
        return _sign(told, words, roman) if system == "abugida" else ("", "")
    if not roman or len(roman) > 5:
        return "", ""
    if system == "abugida" and re.fullmatch("[^aeiou]+[ao]", roman):
        return "consonant", roman
    if system == "alphabet":
        roman = re.sub("(?<=[^aeiou])[ao]$", "", roman)
    return "letter", roman


def _ethiopic(name: str) -> str:
    """Return the name of a syllable with its consonant as it is usually written."""
    kind, _, sound = name.rpartition(" ")
    if re.fullmatch("C[AEIOUW]+", sound):
        sound = f"CH{sound[1:]}"
    for told, usual in _ETHIOPIC:
        if sound.startswith(told):
            sound = usual + sound[len(told) :]
            break
    return f"{kind} {sound}"


def _sign(told: str, words: list[str], roman: str) -> tuple[str, str]:
    """Return kind and roman of a combining sign of an abugida."""
    if told == "VOWEL SIGN":
        return "vowel", roman if len(roman) <= 3 else ""
    if "SUBJOINED" in told or "CONSONANT SIGN" in told:
        bare = re.sub("[aeiou]$", "", roman) if len(roman) <= 4 else ""
        return "final" if "FINAL" in words else "medial", bare
    named = {"anusvara": "m", "visarga": "h", "candrabindu": "n", "bindi": "n"}
    return ("final", named[roman]) if roman in named else ("", "")


def main() -> None:
    """Write the table beside this module."""
    lines = [f"# Sources: names and combining classes of Unicode {unicodedata.unidata_version}."]
    lines.append("code\troman\tkind")
    lines += ["\t".join(row) for row in rows()]
    path = Path(str(_LETTERS / "named.tsv"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
