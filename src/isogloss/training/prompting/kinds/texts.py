"""Texts to be written: what is to be done with the input, a recipe says or solved examples show."""

from __future__ import annotations

from typing import Final

from isogloss.data.examples import Generation
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.reading.read import Read, spoken
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice


class Texts:
    """All that is said is the answer; only saying nothing is unread."""

    def asked(self, example: Generation, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:  # noqa: ARG002  a Kind's
        """Return the input; the instruction is the recipe's own, ``ask.generation`` of its wording."""
        return Asked(
            voice=voice,
            instruction=voice.ask("generation"),
            question=voice.question("generation", {"text": example.source}),
            cue=voice.before_answer("generation"),
            solution=example.references[0] if example.references else "",
            lacking=voice.lacking("generation"),
        )

    def read(self, said: str, asked: Asked, example: Generation, manner: Manner) -> Read:  # noqa: ARG002  a Kind's
        """Return the text that was written, on one line."""
        text = spoken(said)
        return Read(" ".join(text.split())) if text else Read("", "empty")


TEXTS: Final = Texts()
