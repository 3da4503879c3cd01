"""Characters typed for others that look like them, told by their neighbours."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step, rewriting, speaks

# Languages of the Caucasus that write ejectives and others with a palochka.
_PALOCHKA: Final = frozenset(
    [
        *("abq", "ady", "agx", "akv", "ani", "ava", "bph", "cji", "che", "dar", "ddo", "gdo", "gin", "huz"),
        *("inh", "kap", "kbd", "khv", "kva", "lbe", "lez", "rat", "rut", "tab", "tin", "tkr", "udi"),
    ]
)
_OKINA: Final = frozenset(["haw", "smo", "tah", "ton", "wls", "fud", "niu", "rar"])
_MEDIAL: Final = "'\u02bb\u02bc\u2018\u2019\u201b\uff07\ua78b\ua78c`\u00b4"


def palochka(language: Language) -> Step | None:
    """Return the step from I, l, 1, | and І to the palochka beside Cyrillic letters, in the Caucasus."""
    if not speaks(language, _PALOCHKA):
        return None
    return rewriting(
        r"(?<=\p{Cyrl})(?<![\u04c0Il1|\u0406\u0456])[\u04c0Il1|\u0406\u0456]++(?![\p{Nd}\p{Latn}])"
        r"|(?<![\p{Latn}\p{Nd}\u04c0\u0406\u0456])[\u04c0Il\u0406\u0456]++(?=\p{Cyrl})",
        lambda match: "\u04cf" * len(match[0]),
        r"[\u04c0Il1|\u0406\u0456]",
    )


def apostrophes(language: Language) -> Step | None:
    """Return the step to one apostrophe between letters, whichever of eleven was typed, and one at the edges.

    Between letters it is ``'``. At the edge of a word only what is a letter counts, as ``ʼ``: quotation marks
    stand there too; but in Uzbek any apostrophe after o and g, and in Polynesian ones any before a vowel.
    """
    edges = r"(?<=[\p{L}\p{M}])[\u02bb\u02bc\ua78b\ua78c]|[\u02bb\u02bc\ua78b\ua78c](?=\p{L})"
    if speaks(language, {"uzb"}):
        edges += rf"|(?<=[oOgG])[{_MEDIAL}]"
    if speaks(language, _OKINA):
        edges += rf"|(?<![\p{{L}}\p{{M}}])[{_MEDIAL}](?=[aeiouāēīōūAEIOUĀĒĪŌŪ])"
    return rewriting(
        rf"((?<=[\p{{L}}\p{{M}}])[{_MEDIAL}](?=\p{{L}}))|{edges}",
        lambda match: "'" if match[1] else "\u02bc",
        f"[{_MEDIAL}]",
    )


def hyphens(language: Language) -> Step | None:
    """Return the step to one hyphen, ``-``, from Unicode's, the small and the wide one, and the minus."""
    del language
    return rewriting(r"[\u2010\u2212\ufe63\uff0d]", "-")


def prolonged(language: Language) -> Step | None:
    """Return the step from dashes between katakana to the sign of a long vowel, and to joined voicing."""
    del language
    voiced = {"\u309b": "\u3099", "\u309c": "\u309a"}
    return rewriting(
        r"(?<=[\p{Katakana}\u30fc])[\u2010\u2013\u2014\u2015\u2212\u2500\uff0d](?=\p{Katakana})"
        r"|(?<=[\p{Katakana}\p{Hiragana}])[\u309b\u309c]",
        lambda match: voiced.get(match[0], "\u30fc"),
        r"[\u2010\u2013\u2014\u2015\u2212\u2500\uff0d\u309b\u309c]",
    )


def burmese_digits(language: Language) -> Step | None:
    """Return the step from the digits zero and seven to the letters wa and ra, where they bear a mark."""
    del language
    return rewriting(
        r"[\u1040\u1047](?=[\u102b-\u103e])",
        lambda match: "\u101d" if match[0] == "\u1040" else "\u101b",
        r"[\u1040\u1047]",
    )


def vietnamese_tones(language: Language) -> Step | None:
    """Return the step to one place of the tone in open oa, oe and uy: hoà as hòa."""
    if not speaks(language, {"vie"}):
        return None
    return rewriting(
        r"(?i)(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![\p{L}\p{M}])", _on_the_first, r"(?i)[àáảãạèéẻẽẹỳýỷỹỵ]"
    )


def _on_the_first(match: regex.Match[str]) -> str:
    second = unicodedata.normalize("NFD", match[0][1])
    return unicodedata.normalize("NFC", match[0][0] + second[1:]) + second[0]
