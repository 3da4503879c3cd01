"""Tibetan in Wylie's transliteration: a syllable's vowel stands behind its root letter.

Source: T. Wylie 1959, A Standard System of Tibetan Transcription. A syllable without a vowel sign has an
inherent a behind its root: the only stack of more than one letter, else the second letter where the first can
be its prefix and a suffix follows, else the first.
"""

from __future__ import annotations

from typing import Final

from isogloss.languages.romanisation.stages import Clusters, clusters

_LETTERS: Final = dict(
    zip(
        "ཀཁགངཅཆཇཉཊཋཌཎཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤཥསཧཨ",
        [
            *[
                "k",
                "kh",
                "g",
                "ng",
                "c",
                "ch",
                "j",
                "ny",
                "t",
                "th",
                "d",
                "n",
                "t",
                "th",
                "d",
                "n",
                "p",
                "ph",
                "b",
                "m",
                "ts",
                "tsh",
                "dz",
                "w",
                "zh",
                "z",
                "'",
                "y",
                "r",
                "l",
                "sh",
                "sh",
                "s",
                "h",
            ],
            "",
        ],
        strict=True,
    )
)
_SUBJOINED: Final = {chr(ord(letter) + 0x50): roman for letter, roman in _LETTERS.items()} | {
    "\u0fba": "w",
    "\u0fbb": "y",
    "\u0fbc": "r",
}
_VOWELS: Final = {"ི": "i", "ུ": "u", "ེ": "e", "ོ": "o", "ཱ": "a", "ཻ": "ai", "ཽ": "au", "ྀ": "i"}
_FINALS: Final = {"ཾ": "m", "ཿ": "h", "ྃ": "m", "ྂ": "m"}
_PREFIXES: Final = frozenset("གདབམའ")
_SUFFIXES: Final = frozenset("གངདནབམའརལས")


def syllables() -> Clusters:
    """Return the stage that writes Tibetan letters, a syllable at a time; a tsheg is a blank."""
    letters, signs = "\u0f40-\u0f6c", "\u0f71-\u0f84\u0f8d-\u0fbc\u0f39"
    starts = frozenset(map(chr, range(0xF40, 0xF6D)))
    # Syllables have at most seven letters; what is longer is no Tibetan and is cut.
    return clusters(starts, rf"(?:[{letters}][{signs}]{{0,8}}){{1,8}}", _written)


def _written(syllable: str) -> str:
    stacks = _stacks(syllable)
    root = _root(stacks)
    return "".join(_stack(stack, place == root) for place, stack in enumerate(stacks))


def _stacks(syllable: str) -> list[str]:
    """Return the letters, each with the signs above and below it."""
    stacks: list[str] = []
    for character in syllable:
        if character in _LETTERS or not stacks:
            stacks.append(character)
        else:
            stacks[-1] += character
    return stacks


def _root(stacks: list[str]) -> int:
    """Return which stack the inherent vowel stands behind."""
    complex_ = [place for place, stack in enumerate(stacks) if len(stack) > 1]
    if complex_:
        return complex_[0]
    if len(stacks) < 3 or stacks[0] not in _PREFIXES:
        return 0
    # ga, nga, ba or ma before a last sa are suffixes: dags, not dgas.
    if len(stacks) == 3 and stacks[2] == "ས" and stacks[1] in "གངབམ":
        return 0
    return 1 if stacks[2] in _SUFFIXES else 0


def _stack(stack: str, is_root: bool) -> str:
    consonants = _LETTERS.get(stack[0], "")
    vowels, finals = "", ""
    for sign in stack[1:]:
        consonants += _SUBJOINED.get(sign, "")
        vowels += _VOWELS.get(sign, "")
        finals += _FINALS.get(sign, "")
    # A second a-chung with a vowel of its own ('i, 'o) begins a suffixed syllable.
    inherent = "a" if is_root and not vowels and "྄" not in stack else ""
    return consonants + (vowels or inherent) + finals
