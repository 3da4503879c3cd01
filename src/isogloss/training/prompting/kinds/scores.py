"""How alike two texts are: a number between the lowest and the highest of training."""

from __future__ import annotations

from typing import Final

from isogloss.data.examples import Similarity
from isogloss.languages import read_answer
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.reading.read import Read, spoken
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice


class Scores:
    """The scale is said in the prompt."""

    def asked(self, example: Similarity, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:  # noqa: ARG002  a Kind's
        """Return the two texts and the scale."""
        ends = {"low": f"{scope.low:g}", "high": f"{scope.high:g}"}
        asks = ("similarity", "number")
        return Asked(
            voice=voice,
            instruction=" ".join(filter(None, (voice.ask(name, **ends) for name in asks))),
            question=voice.question("similarity", {"first": example.first, "second": example.second}),
            cue=voice.before_answer("similarity"),
            solution=f"{example.score:g}",
            lacking=voice.lacking("similarity", asks),
        )

    def read(self, said: str, asked: Asked, example: Similarity, manner: Manner) -> Read:  # noqa: ARG002  a Kind's
        """Return the number that an answer gives."""
        reading = read_answer(spoken(said), "number", language=example.language)
        if reading.number is None:
            return Read("", reading.reason or "no answer")
        return Read(f"{float(reading.number.value):.12g}")


SCORES: Final = Scores()
