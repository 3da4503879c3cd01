"""``openai:NAME@URL``: a chat model asked to translate, a request a text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from isogloss.languages import Language, facts
from isogloss.models.language_models import Generator

_PROMPT: Final = (
    "Translate the text between the lines of equals signs from {source} into {target}. "
    "Write the translation only, without remarks, quotes or the lines.\n=====\n{text}\n====="
)
# Models wrap what they were asked for in these although they were told not to.
_WRAPPED: Final = re.compile(r'\s*(?:=+\n(.*?)\n=+|```[a-z]*\n(.*?)\n```|"(.*)"|“(.*)”|«(.*)»)\s*', re.DOTALL)
_TOKENS: Final = 3  # a character may take so many in the scripts that models know least


@dataclass(frozen=True, slots=True, eq=False)
class ChatTranslator:
    """A model that writes, asked to translate. A Translator."""

    name: str
    model: Generator

    @property
    def fingerprint(self) -> str:
        """A hash of the model's fingerprint and of how it is asked."""
        return hashlib.sha256(f"{self.model.fingerprint}:{_PROMPT}".encode()).hexdigest()

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return what the model says for each text; raises what its ``generate`` raises."""
        wanted = [place for place, text in enumerate(texts) if text.strip()]
        said = list(texts)
        if not wanted:
            return said
        prompts = [
            _PROMPT.format(source=called(source), target=called(target), text=texts[place])
            for place in wanted
        ]
        # One limit for all, in steps, so that kept answers are found again whatever stands beside a text.
        longest = max(len(texts[place]) for place in wanted)
        most = 256
        while most < longest * _TOKENS:
            most *= 2
        for place, answer in zip(wanted, self.model.generate(prompts, most=most), strict=True):
            said[place] = unwrapped(answer, texts[place])
        return said


def load(place: str) -> ChatTranslator:
    """Return the translator that asks the model ``NAME@URL``; raises InputError, MissingExtra."""
    from isogloss.models.endpoints.endpoint import load as load_endpoint

    return ChatTranslator(f"openai:{place}", load_endpoint(place))


def called(language: Language) -> str:
    """Return what a prompt calls a language: its English name, with the script where it has several."""
    known = facts(language)
    return f"{known.name} ({language.script} script)" if len(known.scripts) > 1 else known.name


def unwrapped(answer: str, text: str) -> str:
    """Return a translation without the quotes or lines around it that ``text`` has not."""
    found = _WRAPPED.fullmatch(answer)
    if found is None or _WRAPPED.fullmatch(text):
        return answer.strip()
    return next(part for part in found.groups() if part is not None).strip()
