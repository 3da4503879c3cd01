"""Likelihoods from ``/completions`` that echo their prompt with its tokens' probabilities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, Final

from isogloss.errors import InputError
from isogloss.models.endpoints.asking import Asker, Question
from isogloss.models.endpoints.cache import Answer
from isogloss.models.endpoints.client import Client, Garbage
from isogloss.models.endpoints.usage import tokens_of
from isogloss.models.hf.tokenizer import readable
from isogloss.models.language_models import Likelihood

_ROUTE: Final = "/completions"


def endpoint_likelihoods(
    asker: Asker, prompts: Sequence[str], continuations: Sequence[Sequence[str]]
) -> list[tuple[Likelihood, ...]]:
    """Return for each prompt the likelihoods of its own continuations.

    A token at the border counts to the continuation. Raises InputError if the lists do not belong together,
    a prompt is empty, or the endpoint does not tell the probabilities of what it reads.
    """
    if len(prompts) != len(continuations):
        raise InputError(
            f"There are {len(prompts):,} prompts and {len(continuations):,} lists of continuations.",
            fix="Give each prompt its own list.",
        )
    if any(not prompt and any(own) for prompt, own in zip(prompts, continuations, strict=True)):
        raise InputError("A prompt is empty: no endpoint tells how likely a first token is.", fix="Give one.")
    model = asker.client.where.model
    pairs = [
        (readable(prompt), readable(text))
        for prompt, own in zip(prompts, continuations, strict=True)
        for text in own
    ]
    questions = [
        Question("loglikelihood", {"model": model, "prompt": prompt, "continuation": text})
        for prompt, text in pairs
        if text
    ]
    found = iter(asker.answers(questions, partial(_ask, asker.client)))
    all_of_them = [Likelihood(*next(found)) if text else Likelihood(0.0, 0) for _, text in pairs]
    ends = list(accumulate(map(len, continuations), initial=0))
    return [tuple(all_of_them[start:end]) for start, end in pairwise(ends)]


def _ask(client: Client, questions: Sequence[Question]) -> list[Answer]:
    answers = []
    for question in questions:
        prompt, text = question.body["prompt"], question.body["continuation"]
        body = {
            "model": question.body["model"],
            "prompt": prompt + text,
            "max_tokens": 1,  # some endpoints refuse 0; what is written is not read
            "temperature": 0,
            "logprobs": 1,
            "echo": True,
        }
        answers.append(client.ask(_ROUTE, body, partial(_read, client.where.name, prompt, text)))
    return answers


def _read(name: str, prompt: str, text: str, found: Any) -> Answer:  # noqa: ANN401  plain JSON
    """Return the sum over the tokens that stand for a character of ``text``, and their number."""
    try:
        told = found["choices"][0].get("logprobs")
    except (KeyError, TypeError, IndexError, AttributeError) as fault:
        raise Garbage(f"no choice: {fault!r}") from None
    if told is None:
        raise InputError(
            f"{name} does not tell the probabilities of what it reads.",
            fix="Ask it to write (letters as answers), or serve the model where echo and logprobs are known.",
        )
    try:
        tokens, logprobs = told["tokens"], told["token_logprobs"]
        starts = _starts(tokens, told.get("text_offset"), prompt + text)
        own = [
            logprob
            for start, end, logprob in zip(starts, _ends(starts), logprobs, strict=True)
            if start < len(prompt + text) and end > len(prompt)
        ]
        # Of the first token, which may be one that starts the text, nobody tells a probability.
        own = own[1:] if own and own[0] is None else own
        total = float(sum(own))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Garbage(f"no probabilities of its tokens: {fault!r}") from None
    if not own or not total <= 1e-6:
        raise Garbage("probabilities that cannot be")
    return Answer([min(total, 0.0), len(own)], *tokens_of(found))


def _starts(tokens: list[str], offsets: list[int] | None, whole: str) -> list[int]:
    """Return where each token starts in the text; what the endpoint put before it starts at 0 or below.

    By the tokens themselves where they spell the text and the one token written after it; else, for tokens
    that are parts of characters, as the endpoint says.
    """
    joined = "".join(tokens)
    for before in {0, len(tokens[0])} if tokens else ():  # a token that starts the text may be written out
        if joined[before:] in (whole, whole + tokens[-1]):
            return [start - before for start in accumulate(map(len, tokens), initial=0)][:-1]
    if offsets is None or len(offsets) != len(tokens) or sorted(offsets) != list(offsets):
        raise ValueError("tokens that do not spell the prompt, without their places")
    return list(offsets)


def _ends(starts: Sequence[int]) -> list[float]:
    """Return where each token ends: where the next begins that does not begin at the same character."""
    ends: list[float] = []
    end, after = math.inf, math.inf
    for start in reversed(starts):
        if start < after:
            end, after = after, start
        ends.append(end)
    return ends[::-1]
