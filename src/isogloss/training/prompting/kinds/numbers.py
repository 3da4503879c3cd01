"""Sums: the final number of an answer, in digits of any script."""

from __future__ import annotations

from typing import Final

from isogloss.data.examples import Generation
from isogloss.languages import read_answer
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.reading.read import Read, spoken
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice


class Numbers:
    """Without solved examples the model is to think aloud; those of a data set hold the number alone."""

    def asked(self, example: Generation, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:  # noqa: ARG002  a Kind's
        """Return the problem."""
        asks = ("numbers", "number" if scope.solved else "reason")
        return Asked(
            voice=voice,
            instruction=" ".join(filter(None, (voice.ask(name) for name in asks))),
            question=voice.question("numbers", {"text": example.source}),
            cue=voice.before_answer("numbers") if scope.solved else "",
            solution=example.references[0] if example.references else "",
            lacking=voice.lacking("numbers", asks),
        )

    def read(self, said: str, asked: Asked, example: Generation, manner: Manner) -> Read:  # noqa: ARG002  a Kind's
        """Return the final number as it stands in the answer."""
        text = spoken(said)
        reading = read_answer(text, "number", language=example.language)
        if reading.number is None:
            return Read("", reading.reason or "no answer")
        return Read(reading.number.text)


NUMBERS: Final = Numbers()
