"""Abugidas: consonants carry a vowel that signs replace and a virama takes away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from isogloss.languages.romanisation.stages import Clusters, clusters

_JOINERS: Final = "\u200c\u200d"
# Doubles the consonant behind it.
_ADDAK: Final = "\u0a71"
_INHERENT: Final = re.compile("[aeo]$")
# Where the vowel of a word's last consonant falls silent: by block, and the languages that keep it.
_SILENT: Final = ("\u0900-\u097f", "\u0980-\u09ff", "\u0a00-\u0a7f", "\u0a80-\u0aff")
_SOUNDED: Final = frozenset({"san", "pli", "pra", "vsn", "mni", "gbm"})


@dataclass(frozen=True)
class Letters:
    """Letters and signs by what they do. Keys may be a consonant with its nukta."""

    consonants: dict[str, str]
    vowels: dict[str, str]
    medials: dict[str, str]
    viramas: frozenset[str]
    nuktas: frozenset[str]
    others: dict[str, str]


@cache
def letters() -> Letters:
    """Return what Unicode's names tell (named.tsv), corrected and completed by hand (abugidas.tsv)."""
    kinds: dict[str, tuple[str, str]] = {}
    for name in ("named", "abugidas"):
        content = (files("isogloss.languages.romanisation") / "letters" / f"{name}.tsv").read_text("utf-8")
        for line in content.split("\n")[2:-1]:
            codes, roman, kind = line.split("\t")
            kinds["".join(chr(int(code, 16)) for code in codes.split())] = (roman, kind)
    by_kind: dict[str, dict[str, str]] = {}
    for key, (roman, kind) in kinds.items():
        by_kind.setdefault(kind, {})[key] = roman
    signs = by_kind["vowel"] | by_kind["medial"] | by_kind["final"]
    return Letters(
        by_kind["consonant"],
        by_kind["vowel"],
        by_kind["medial"],
        frozenset(by_kind["virama"]),
        frozenset(by_kind["nukta"]),
        {key: roman for key, roman in (by_kind["letter"] | signs).items() if len(key) == 1},
    )


def syllables(language: str | None) -> tuple[Clusters, ...]:
    """Return the stages that write consonants with their signs in a language, final vowels first."""
    # Python's re looks a character up in a set within the first 65,536, and walks through one beyond.
    near, far = _anywhere(range(0x10000)), _anywhere(range(0x10000, 0x110000))
    return (near, far) if language in _SOUNDED else (_final(), near, far)


@cache
def _anywhere(codes: range) -> Clusters:
    """Return the stage that writes consonants of some code points with the signs behind them."""
    known = letters()
    starts = frozenset(key[0] for key in (*known.consonants, _ADDAK) if ord(key[0]) in codes)
    consonant, virama, nukta = (
        _class(starts, range(0x110000)),
        _class(known.viramas, codes),
        _class(known.nuktas, codes),
    )
    vowel, medial = _class(known.vowels, codes), _class(known.medials, codes)
    signs = f"(?:[{virama}][{_JOINERS}]?|[{medial}]*[{vowel}]+|[{medial}]+[{virama}]?)?"
    return clusters(starts, f"[{consonant}](?:(?<={_ADDAK})[{consonant}])?[{nukta}]*{signs}", _syllable)


@cache
def _final() -> Clusters:
    """Return the stage that writes a word's last consonant without its vowel, where that is silent.

    Not where it is the word's only vowel, nor behind a cluster of consonants (mitra).
    """
    blocks, virama, nukta = "".join(_SILENT), _class(letters().viramas), _class(letters().nuktas)
    silent = frozenset(key[0] for key in letters().consonants if re.match(f"[{blocks}]", key))
    consonant = f"[{_class(silent)}][{nukta}]*"
    pattern = f"(?<=[{blocks}])(?<![{virama}])(?:{_ADDAK}{consonant}|{consonant})(?![{blocks}{_JOINERS}])"
    return clusters(silent | {_ADDAK}, pattern, _bare)


def _syllable(cluster: str) -> str:
    """Return a consonant with its signs in Latin letters."""
    known = letters()
    if cluster[0] == _ADDAK:
        written = _syllable(cluster[1:]) if len(cluster) > 1 else ""
        return written[:1] + written
    length = next((n for n in (2, 1) if cluster[:n] in known.consonants), 0)
    sound = known.consonants.get(cluster[:length], "")
    medials, vowels, killed = "", "", False
    for sign in cluster[length:]:
        if sign in known.medials:
            medials += known.medials[sign]
        elif sign in known.vowels:
            vowels += known.vowels[sign]
        killed = killed or sign in known.viramas
    if killed or vowels:
        return _INHERENT.sub("", sound) + medials + vowels
    inherent = _INHERENT.search(sound)
    return _INHERENT.sub("", sound) + medials + (inherent[0] if inherent else "")


def _bare(cluster: str) -> str:
    """Return a consonant without its vowel."""
    return _INHERENT.sub("", _syllable(cluster))


def _class(characters: Iterable[str], codes: range = range(0x10000)) -> str:
    """Return the inside of a character class; none of these characters means anything in one."""
    return "".join(sorted({key[0] for key in characters if ord(key[0]) in codes}))
