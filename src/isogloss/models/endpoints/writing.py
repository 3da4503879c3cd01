"""Texts from ``/chat/completions``, or from ``/completions`` where the model does not chat."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from isogloss.errors import InputError
from isogloss.models.endpoints.asking import Asker, Question
from isogloss.models.endpoints.cache import Answer
from isogloss.models.endpoints.client import Client, Garbage, Refused
from isogloss.models.endpoints.usage import tokens_of
from isogloss.models.hf.tokenizer import readable
from isogloss.models.stops import check_limits, until

_CHAT: Final = "/chat/completions"
_PLAIN: Final = "/completions"
_MOST_STOPS: Final = 4  # that endpoints take; a text is cut at all of them here
# A refusal that lies in one prompt, and not in how all are asked.
_OF_THE_PROMPT: Final = (400, 413, 422)
_ITS_FAULT: Final = re.compile(
    r"context.{0,20}(?:length|window|size)|too (?:long|large)|(?:maximum|exceed).{0,40}(?:length|tokens)"
    r"|content.{0,3}(?:filter|management|policy)|safety|moderation",
    re.IGNORECASE,
)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Manners:
    """How an endpoint wants to be asked, as its refusals tell.

    chats: whether it knows chats. limit: its name for the most tokens. settings: what goes beside.
    """

    chats: bool = True
    limit: str = "max_tokens"
    settings: dict[str, Any] = field(default_factory=lambda: {"temperature": 0})


def texts_of(
    asker: Asker, manners: Manners, prompts: Sequence[str], most: int, stop: Sequence[str]
) -> list[str]:
    """Return what the model writes after each prompt, up to the first of ``stop``, which is not part of it.

    In a chat, a prompt is what the user says. A prompt that is refused by itself, as too long or by a filter,
    has an empty answer, and how many are is logged. Raises Refused if the endpoint does neither, or refuses
    every prompt.
    """
    check_limits(most, stop)
    model = asker.client.where.model
    decisive = {"model": model, "most": most, "stop": list(stop)}
    questions = [Question(_CHAT, {**decisive, "prompt": readable(prompt)}) for prompt in prompts]
    refused: list[Refused] = []
    found = asker.answers(questions, partial(_ask, asker.client, manners, refused))
    silent = sum(text is None for text in found)
    if silent and silent == len(found):
        raise refused[0]
    if silent:
        _log.warning(
            "%s refuses %d of %d prompts, for example so: %s",
            asker.client.where.name,
            silent,
            len(found),
            refused[0].said,
        )
    return [until(text or "", stop) for text in found]


def _ask(
    client: Client, manners: Manners, refused: list[Refused], questions: Sequence[Question]
) -> list[Answer]:
    answers = []
    for question in questions:
        try:
            answers.append(_asked(client, manners, question.body))
        except Refused as fault:
            if fault.status not in _OF_THE_PROMPT or not _ITS_FAULT.search(fault.said):
                raise
            refused.append(fault)
            answers.append(Answer(None, keep=False))
    return answers


def _asked(client: Client, manners: Manners, asked: dict[str, Any]) -> Answer:
    """Return the answer to one prompt; what the endpoint does not know is left out and tried again."""
    for _ in range(4):  # as many things as can be refused
        chats = manners.chats
        said = (
            {"messages": [{"role": "user", "content": asked["prompt"]}]}
            if chats
            else {"prompt": asked["prompt"]}
        )
        body = {"model": asked["model"], **said, manners.limit: asked["most"], **manners.settings}
        if asked["stop"]:
            body["stop"] = asked["stop"][:_MOST_STOPS]
        try:
            return client.ask(_CHAT if chats else _PLAIN, body, _read_chat if chats else _read_plain)
        except Refused as fault:
            if not _learned(manners, fault, chats=chats, where=client.where.name):
                raise
    raise InputError(f"{client.where.name} takes no prompt, however it is asked.", fix="Check its model.")


def _learned(manners: Manners, fault: Refused, *, chats: bool, where: str) -> bool:
    """Change the manners as a refusal demands; false if it demands nothing that can be done."""
    said = fault.said.lower()
    if "max_completion_tokens" in said and manners.limit == "max_tokens":
        manners.limit = "max_completion_tokens"
    elif "temperature" in said and manners.settings:
        manners.settings = {}
    elif chats and (fault.status in (404, 405, 501) or "chat" in said) and "model" not in _missing(said):
        if manners.chats:
            _log.info("%s does not chat (%s): its completions are asked.", where, fault.said)
        manners.chats = False
        manners.limit = "max_tokens"
    else:
        return manners.chats != chats  # another thread has learned it meanwhile
    return True


def _missing(said: str) -> str:
    """Return what a refusal says is not there, if it says so of the model."""
    return "model" if "model" in said and ("not found" in said or "does not exist" in said) else ""


def _read_chat(found: Any) -> Answer:  # noqa: ANN401  plain JSON
    try:
        content = found["choices"][0]["message"].get("content")
    except (KeyError, TypeError, IndexError, AttributeError) as fault:
        raise Garbage(f"no message: {fault!r}") from None
    if content is not None and not isinstance(content, str):
        raise Garbage("a message that is no text")
    return Answer(content or "", *tokens_of(found))


def _read_plain(found: Any) -> Answer:  # noqa: ANN401  plain JSON
    try:
        text = found["choices"][0]["text"]
    except (KeyError, TypeError, IndexError) as fault:
        raise Garbage(f"no text: {fault!r}") from None
    if not isinstance(text, str):
        raise Garbage("a text that is none")
    return Answer(text, *tokens_of(found))
