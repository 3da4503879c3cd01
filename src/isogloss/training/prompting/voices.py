"""Whose words a prompt is in: one TOML file a language under ``templates/``, and what a recipe says instead.

The wordings are ours. A language of which there is none is asked in English, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

import msgspec

from isogloss.languages import Language, chosen
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.wording import Pattern, Wording, filled

ENGLISH: Final = Language.parse("eng")
_NAMES: Final = re.compile(r"\{([A-Z]\w*)\}")
_BESIDE: Final = ("labels.toml", "layout.toml", "translations.toml")


@dataclass(frozen=True)
class Voice:
    """The language of a prompt and its wording, whole.

    said: the parts that are in that language, as ``ask.nli``, ``words.text`` or ``labels.yes``; others are
    English.
    """

    language: Language
    wording: Wording
    said: frozenset[str]

    @property
    def letters(self) -> tuple[str, ...]:
        """What names options, in order."""
        return tuple(self.wording.letters.split())

    def ask(self, name: str, **fields: str) -> str:
        """Return an instruction with its fields put in; empty where there is none."""
        return filled(self.wording.ask.get(name, ""), {**self._fields, **fields})

    def question(self, pattern: str, fields: Mapping[str, str]) -> str:
        """Return the fields of an example as the pattern has them."""
        return filled(self._pattern(pattern).question or "", {**self._fields, **fields})

    def before_answer(self, pattern: str, fields: Mapping[str, str] | None = None) -> str:
        """Return what stands before an answer, with the blanks that join both."""
        return filled(self._pattern(pattern).answer or "", {**self._fields, **(fields or {})})

    def word(self, name: str) -> str:
        """Return what a field is called."""
        return self.wording.words.get(name, "")

    def lacking(self, pattern: str, asks: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the parts that a prompt of this kind needs and that are English here."""
        found = self._pattern(pattern)
        words = _NAMES.findall(f"{found.question}{found.answer}")
        needed = [*(f"words.{word.lower()}" for word in words), *(f"ask.{name}" for name in asks)]
        return tuple(part for part in dict.fromkeys(needed) if part not in self.said)

    def _pattern(self, name: str) -> Pattern:
        return self.wording.patterns[name]

    @cached_property
    def _fields(self) -> dict[str, str]:
        words = {name.capitalize(): word for name, word in self.wording.words.items()}
        return {**words, "none": self.word("none"), "colon": self.wording.colon}


def wanted_of(language: Language, source: Language | None, prompt: Prompting) -> Language:
    """Return the language in which a prompt about an example in ``language`` is to speak."""
    return {"native": language, "source": source or ENGLISH, "english": ENGLISH}[prompt.instruction]


def voice_of(language: Language, source: Language | None, prompt: Prompting) -> Voice:
    """Return the voice in which a prompt about an example in ``language`` speaks."""
    return _voice(wanted_of(language, source, prompt), tuple(prompt.wording.items()))


def english() -> Wording:
    """Return the English wording."""
    return _shipped()[ENGLISH]


def shipped_languages() -> tuple[Language, ...]:
    """Return the languages that have a wording of ours."""
    return tuple(_shipped())


def _voice(language: Language, own: tuple[tuple[str, Wording], ...]) -> Voice:
    by_language = {Language.parse(code): wording for code, wording in own}
    near = chosen(language, by_language)
    shipped = chosen(language, _shipped())
    if not near and not shipped:
        return Voice(ENGLISH, _whole(english()), _parts(english()))
    found = _shipped()[shipped[0]] if shipped else Wording()
    found = by_language[near[0]].over(found) if near else found
    return Voice(near[0] if near else shipped[0], _whole(found.over(english())), _parts(found))


def _whole(wording: Wording) -> Wording:
    return wording.over(Wording(patterns=_layout()))


def _parts(wording: Wording) -> frozenset[str]:
    groups = {"words": wording.words, "ask": wording.ask, "labels": wording.labels}
    return frozenset(f"{group}.{name}" for group, names in groups.items() for name in names)


@cache
def _shipped() -> dict[Language, Wording]:
    folder = files("isogloss.training.prompting") / "templates"
    places = sorted(
        (place for place in folder.iterdir() if place.name.endswith(".toml") and place.name not in _BESIDE),
        key=lambda place: place.name,
    )
    return {
        Language.parse(place.name.removesuffix(".toml")): msgspec.toml.decode(
            place.read_bytes(), type=Wording
        )
        for place in places
    }


@cache
def _layout() -> dict[str, Pattern]:
    content = (files("isogloss.training.prompting") / "templates" / "layout.toml").read_bytes()
    return msgspec.toml.decode(content, type=dict[str, Pattern])
