"""How many tokens texts have, without making a record of every one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, runtime_checkable

import numpy as np

from isogloss.arrays import Bools1d, Ints1d
from isogloss.models.language_models import Tokenizer


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Of each text, int64[n]: its tokens, and how many of them are unknown or a lone part of a character."""

    tokens: Ints1d
    unknown: Ints1d
    lone: Ints1d


@runtime_checkable
class Counting(Protocol):
    """A tokenizer that counts faster than it cuts."""

    def count(self, texts: Sequence[str]) -> Counts:
        """Return the counts of texts, in input order."""
        ...


def count(tokenizer: Tokenizer, texts: Sequence[str]) -> Counts:
    """Return the counts of texts by whichever way the tokenizer has.

    A token that is not ``known`` and stands for no whole character counts as lone, another as unknown.
    """
    if isinstance(tokenizer, Counting):
        return tokenizer.count(texts)
    pieces = tokenizer.tokenize(texts)
    lacking = [[piece for piece in text if not piece.known] for text in pieces]
    lone = np.array([sum(piece.text.startswith("<0x") for piece in text) for text in lacking], np.int64)
    tokens = np.array([len(text) for text in pieces], np.int64)
    return Counts(tokens, np.array([len(text) for text in lacking], np.int64) - lone, lone)


def by_ids(ids: Sequence[Sequence[int]], unknown: Bools1d, lone: Bools1d) -> Counts:
    """Return the counts of texts given as token ids; unknown, lone: bool[vocabulary]."""
    lengths = np.array([len(text) for text in ids], np.int64)
    flat = np.fromiter(chain.from_iterable(ids), np.int64, int(lengths.sum()))
    ends = np.cumsum(lengths)

    def summed(marks: Bools1d) -> Ints1d:
        running = np.concatenate([[0], np.cumsum(marks[flat], dtype=np.int64)])
        return np.asarray(running[ends] - running[ends - lengths])

    return Counts(lengths, summed(unknown), summed(lone))


def encodable(text: str) -> str:
    """Return the text with lone surrogates replaced, which are no text to a model; its length stays."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
