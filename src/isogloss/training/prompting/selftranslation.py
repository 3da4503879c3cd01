"""Examples that a model translates to English itself, before it is asked about them.

Source: Etxaniz et al. 2023, "Do Multilingual Language Models Think Better in English?", arXiv:2308.01223: the
model is shown four translations, and writes that of each field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from isogloss.data.examples import Example
from isogloss.errors import InputError
from isogloss.languages import Language, chosen, facts
from isogloss.models.contracts import Model
from isogloss.models.language_models import Generator
from isogloss.models.translators.chat import unwrapped
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import ENGLISH, Voice, voice_of
from isogloss.training.prompting.writing import written
from isogloss.views.translating import Translated

_TOKENS: Final = 3  # a character may take so many in the scripts that models know least
_LEAST: Final = 64  # tokens, also for the shortest text


@dataclass(frozen=True, slots=True, eq=False)
class SelfTranslator:
    """A model that writes, shown translations and asked for another. A Translator to English."""

    model: Model
    prompt: Prompting

    @property
    def name(self) -> str:
        """The model's own."""
        return self.model.name

    @property
    def fingerprint(self) -> str:
        """The model's own."""
        return self.model.fingerprint

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return what the model writes for each text, empty where it writes nothing; blank texts stay.

        Raises InputError for another target than English, and for a model that writes no text.
        """
        if not isinstance(self.model, Generator) or target.code != "eng":
            raise InputError(f"{self.name} does not translate to {target}.", fix="Ask it for English.")
        voice = voice_of(target, None, self.prompt)
        distinct = [text for text in dict.fromkeys(texts) if text.strip()]
        prompts = [self._asked(text, source, voice) for text in distinct]
        known = dict(zip(distinct, self._written(self.model, prompts, distinct), strict=True))
        return [known.get(text, text) for text in texts]

    def _written(self, model: Generator, prompts: list[str], texts: Sequence[str]) -> list[str]:
        if not prompts:
            return []
        # One limit for all, in steps, so that kept answers are found again whatever stands beside a text.
        most, longest = _LEAST, max(map(len, texts))
        while most < longest * _TOKENS:
            most *= 2
        said = written(model, prompts, most=most, end="\n")
        return [unwrapped(one, text) for one, text in zip(said, texts, strict=True)]

    def _asked(self, text: str, source: Language, voice: Voice) -> str:
        fields = {"language": _called(source), "english": _called(ENGLISH)}

        def block(own: str, answer: str) -> str:
            cue = voice.before_answer("translation", fields)
            lines = [voice.question("translation", {**fields, "text": " ".join(own.split())}), cue + answer]
            return "\n".join(line for line in lines if line)

        shown = translations(source, self.prompt)
        blocks = [voice.ask("translation", **fields)]
        blocks += [block(own, english) for own, english in shown]
        return "\n\n".join(filter(None, [*blocks, block(text, "").rstrip()]))


def in_english(
    examples: Sequence[Example], model: Model, prompt: Prompting
) -> tuple[list[Example], list[Example]]:
    """Return the examples in English, and those of them that the model gave no translation of.

    They stay as they were, and so does what is in English already. Raises InputError where labels stand at
    places of the text.
    """
    translated = Translated(SelfTranslator(model, prompt), ENGLISH)(examples, seed=0)
    if len(translated) != len(examples):
        raise InputError(
            "Labels of words and passages cannot be asked about in English.", fix="Ask directly."
        )
    pairs = zip(examples, translated, strict=True)
    return translated, [new for old, new in pairs if old.language.code != "eng" and _same(old, new)]


def translations(language: Language, prompt: Prompting) -> tuple[tuple[str, str], ...]:
    """Return texts in a language and their translations: the recipe's, else ours, if there are any."""
    own = {Language.parse(code): pairs for code, pairs in prompt.translations.items()}
    if near := chosen(language, own):
        return own[near[0]]
    shipped = _shipped()
    found = chosen(language, shipped)
    return tuple(zip(shipped[found[0]], shipped[ENGLISH], strict=True)) if found else ()


def _called(language: Language) -> str:
    """Return the English name of a language, with its script where that is not the usual one."""
    name, usual = facts(language).name, Language.parse(language.code).script
    return name if language.script == usual else f"{name} ({language.script} script)"


def _same(old: Example, new: Example) -> bool:
    fields = [name for name in ("text", "first", "premise", "source") if hasattr(old, name)]
    return all(getattr(old, name) == getattr(new, name) for name in fields)


@cache
def _shipped() -> dict[Language, tuple[str, ...]]:
    place = files("isogloss.training.prompting") / "templates" / "translations.toml"
    kept = msgspec.toml.decode(place.read_bytes(), type=dict[str, tuple[str, ...]])
    return {Language.parse(code): sentences for code, sentences in kept.items()}
