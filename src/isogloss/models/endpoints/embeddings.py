"""Vectors of texts from ``/embeddings``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from isogloss.errors import InputError
from isogloss.models.endpoints.asking import Asker, Question
from isogloss.models.endpoints.cache import Answer
from isogloss.models.endpoints.client import Client, Garbage, Refused
from isogloss.models.endpoints.usage import tokens_of
from isogloss.models.hf.tokenizer import readable

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

_ROUTE: Final = "/embeddings"
_MAY_BE_TOO_MUCH: Final = (400, 413, 422)


def vectors_of(asker: Asker, texts: Sequence[str]) -> Floats2d:
    """Return float32[n, d], rows of unit length; zeros for a blank text, which is not sent.

    Raises Refused if the endpoint gives no vectors, or a text is too long for it.
    """
    where = asker.client.where
    # A word of our own tells d where there is no other text.
    asked = [readable(text) for text in texts if text.strip()] or ["word"]
    questions = [Question(_ROUTE, {"model": where.model, "input": text}) for text in asked]
    found = asker.answers(questions, partial(_ask, asker.client), together=asker.client.patience.texts)
    rows = [np.frombuffer(content, "<f4") for content in found]
    if len({len(row) for row in rows}) > 1:
        raise InputError(
            f"{where.name} gave vectors of different lengths, {len(rows[0])} for one.",
            fix="The model behind the name has changed: name another, empty folder with ISOGLOSS_CACHE.",
        )
    vectors = np.zeros((len(texts), len(rows[0])), np.float32)
    told = [place for place, text in enumerate(texts) if text.strip()]
    if told:
        vectors[told] = rows
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats2d = np.divide(vectors, length, out=vectors, where=length > 0)
    return unit


def _ask(client: Client, questions: Sequence[Question]) -> list[Answer]:
    """Return an answer for each question, asked in one request, or in several where it is refused as one."""
    texts = [question.body["input"] for question in questions]
    body = {"model": client.where.model, "input": texts, "encoding_format": "float"}
    try:
        return client.ask(_ROUTE, body, partial(_read, len(texts)))
    except Refused as fault:
        if len(questions) > 1 and fault.status in _MAY_BE_TOO_MUCH:
            half = len(questions) // 2
            return _ask(client, questions[:half]) + _ask(client, questions[half:])
        raise


def _read(count: int, found: Any) -> list[Answer]:  # noqa: ANN401  plain JSON
    """Return the vectors of a response in their order; raises Garbage if they are not ``count`` alike."""
    try:
        data = sorted(found["data"], key=lambda item: item.get("index", 0))
        rows = np.array([item["embedding"] for item in data], np.float32)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Garbage(f"no vectors: {fault}") from None
    if rows.ndim != 2 or len(rows) != count or not rows.shape[1] or not np.isfinite(rows).all():
        raise Garbage(f"vectors of shape {rows.shape} for {count} texts, or not finite")
    tokens, _ = tokens_of(found)
    first = [tokens, *[0] * (count - 1)]  # it tells them for all texts together
    return [Answer(row.astype("<f4").tobytes(), own) for row, own in zip(rows, first, strict=True)]
