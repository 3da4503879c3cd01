"""One of several options: how its letter or its name is read."""

from __future__ import annotations

from isogloss.languages import Language, read_answer
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.reading.names import read_name
from isogloss.training.prompting.reading.read import Read, spoken


def read_option(said: str, asked: Asked, language: Language, manner: Manner) -> Read:
    """Return the option that an answer chooses, by its letter where letters were asked for, else by its name.

    A letter that contradicts another is unread, whatever names stand beside it.
    """
    text = spoken(said)
    if not text:
        return Read("", "empty")
    if manner == "letter":
        letters = asked.voice.letters[: len(asked.options)]
        reading = read_answer(text, "choice", language=language, options=letters)
        if reading.option is not None:
            return Read(asked.labels[reading.option])
        if reading.reason == "contradiction":
            return Read("", reading.reason)
    place = read_name(text, asked.known)
    return Read("", "no answer") if place is None else Read(asked.labels[place])
