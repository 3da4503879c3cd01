"""Questions whose answers are passages of a text: the passage is asked for, then found in the text."""

from __future__ import annotations

from typing import Final

from isogloss.data.examples import Answerable
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.reading.names import read_name
from isogloss.training.prompting.reading.quoting import quoted
from isogloss.training.prompting.reading.read import Read, spoken
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice, english

_NOTHING: Final = "(unread)"


class Passages:
    """An answer that stands nowhere in the text is kept as it was said, and counted as unread."""

    def asked(self, example: Answerable, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:  # noqa: ARG002  a Kind's
        """Return the text and the question to it."""
        asks = ("answers", "unanswerable") if scope.unanswerable else ("answers",)
        solution = example.answers[0].text if example.answers else voice.word("none")
        return Asked(
            voice=voice,
            instruction=" ".join(filter(None, (voice.ask(name) for name in asks))),
            question=voice.question("answers", {"context": example.context, "question": example.question}),
            cue=voice.before_answer("answers"),
            solution=solution,
            known=((voice.word("none"), english().words["none"]),) if scope.unanswerable else (),
            lacking=voice.lacking("answers", asks),
        )

    def read(self, said: str, asked: Asked, example: Answerable, manner: Manner) -> Read:  # noqa: ARG002  a Kind's
        """Return the passage that an answer gives; empty where it says that there is none."""
        text = spoken(said)
        if not text:
            return Read(_NOTHING, "empty")
        if found := quoted(text, example.context, example.language):
            return Read(found)
        if asked.known and read_name(text, asked.known) is not None:
            return Read("")
        return Read(" ".join(text.split()), "not in the text")


PASSAGES: Final = Passages()
