"""Which of two texts goes with a premise: their own texts are the options."""

from __future__ import annotations

from typing import Final

from isogloss.data.examples import Choice
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.kinds.options import read_option
from isogloss.training.prompting.reading.read import Read
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice


class Choices:
    """The options are the example's own."""

    def asked(self, example: Choice, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:  # noqa: ARG002  a Kind's
        """Return the premise, what is asked of it, and the choices."""
        asking = example.question if example.question in ("cause", "effect") else "choice"
        fields = {
            "premise": example.premise,
            "asked": voice.ask(asking),
            **{f"choice{number}": text for number, text in enumerate(example.choices, start=1)},
        }
        return Asked(
            voice=voice,
            instruction="",
            question=voice.question("choice", fields).strip(),
            cue=voice.before_answer("choice"),
            labels=tuple(map(str, range(len(example.choices)))),
            options=example.choices,
            known=tuple((text,) for text in example.choices),
            right=example.answer,
            fixed=False,
            lacking=voice.lacking("choice", (asking,)),
        )

    def read(self, said: str, asked: Asked, example: Choice, manner: Manner) -> Read:
        """Return the place of the choice that an answer names."""
        return read_option(said, asked, example.language, manner)


CHOICES: Final = Choices()
