"""One text, one class."""

from __future__ import annotations

from typing import Final

from isogloss.data.examples import Labelled
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.kinds.options import read_option
from isogloss.training.prompting.naming import names_of
from isogloss.training.prompting.reading.read import Read
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice


class Classes:
    """The classes of training are the options."""

    def asked(self, example: Labelled, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:
        """Return the text and its question."""
        names = names_of(scope.labels, voice, prompt)
        return Asked(
            voice=voice,
            instruction=voice.ask("classification"),
            question=voice.question("classification", {"text": example.text}),
            cue=voice.before_answer("classification"),
            labels=scope.labels,
            options=names.shown,
            known=names.known,
            right=scope.labels.index(example.label) if example.label in scope.labels else -1,
            lacking=(
                *voice.lacking("classification", ("classification",)),
                *([] if names.native else ["labels"]),
            ),
        )

    def read(self, said: str, asked: Asked, example: Labelled, manner: Manner) -> Read:
        """Return the class that an answer says."""
        return read_option(said, asked, example.language, manner)


CLASSES: Final = Classes()
