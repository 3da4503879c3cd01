"""What a head takes of examples, whoever encodes them: in a run that keeps vectors, or in a predictor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Protocol

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.languages import Language
from isogloss.tasks.task import Task
from isogloss.training.inputs import Passage, Takes, Words, cut, letter_vectors
from isogloss.training.passages import passages_of


class Encoding(Protocol):
    """Who gives vectors, of texts or of words that are all in one language."""

    def texts(self, language: Language, texts: Sequence[str]) -> Floats2d:
        """Return float32[len(texts), d], in order."""
        ...

    def words(self, language: Language, sentences: Sequence[Sequence[str]]) -> list[Floats2d]:
        """Return float32[len(sentence), d] of each sentence, in order."""
        ...


def inputs_of(takes: Takes, task: Task, examples: Sequence[Any], encoding: Encoding) -> Any:  # noqa: ANN401  as ``Takes`` says
    """Return what ``takes`` says of one example or more, in order; each in its own language."""
    return _MADE[takes](task, examples, encoding)


def _texts(task: Task, examples: Sequence[Any], _: Encoding) -> list[str]:
    return [task.text(example) for example in examples]


def _tokens(_task: Task, examples: Sequence[Any], _: Encoding) -> list[Sequence[str]]:
    return [example.tokens for example in examples]


def _vectors(task: Task, examples: Sequence[Any], encoding: Encoding) -> Floats2d:
    found = []
    for language, group in _by_language(examples):
        sides = zip(*(task.sides(example) for example in group), strict=True)
        found.append(task.features([encoding.texts(language, list(side)) for side in sides]))
    return np.concatenate(found)


def _words(task: Task, examples: Sequence[Any], encoding: Encoding) -> list[Words]:
    found: list[Words] = []
    for language, group in _by_language(examples):
        sentences = [cut(task, example, language) for example in group]
        vectors = encoding.words(language, sentences)
        found += [Words(tokens, own, language) for tokens, own in zip(sentences, vectors, strict=True)]
    return found


def _passages(_: Task, examples: Sequence[Any], encoding: Encoding) -> list[Passage]:
    return passages_of(examples, encoding.words)


def _plain_passages(_task: Task, examples: Sequence[Any], _: Encoding) -> list[Passage]:
    return passages_of(examples, lambda _, sentences: [letter_vectors(one) for one in sentences])


def _by_language(examples: Sequence[Any]) -> Iterator[tuple[Language, list[Any]]]:
    for language, group in groupby(examples, key=lambda one: one.language):
        yield language, list(group)


_MADE: Final[Mapping[Takes, Callable[[Task, Sequence[Any], Encoding], Any]]] = {
    "examples": lambda _task, examples, _: list(examples),
    "passages": _passages,
    "plain-passages": _plain_passages,
    "texts": _texts,
    "tokens": _tokens,
    "vectors": _vectors,
    "words": _words,
}
