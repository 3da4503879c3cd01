"""What models write after prompts, whether they chat or go on with a text."""

from __future__ import annotations

from collections.abc import Sequence

from isogloss.models.contracts import Model
from isogloss.models.language_models import Chat, Generator


def written(model: Generator, prompts: Sequence[str], *, most: int, end: str) -> list[str]:
    """Return what the model writes after each prompt, ``most`` tokens at the most.

    One that does not chat goes on with another question: what it writes is cut off at the first ``end``.
    """
    completes = isinstance(model, Chat) and not model.chats
    found = model.generate(in_chat(model, prompts), most=most, stop=[end] if completes else [])
    if getattr(model, "chats", True):  # what an endpoint does is known once it was asked
        return found
    return [text.lstrip("\n").split(end, 1)[0] for text in found]


def in_chat(model: Model, prompts: Sequence[str]) -> list[str]:
    """Return the prompts as the model wants them: inside the marks of a chat, where it has such marks."""
    return [model.said_in_chat(prompt) for prompt in prompts] if isinstance(model, Chat) else list(prompts)


def chats(model: Model) -> bool:
    """Return whether a model on this machine has marks of a chat."""
    return isinstance(model, Chat) and model.chats
