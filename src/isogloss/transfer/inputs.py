"""What a head takes of examples, encoded once a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.data.examples import Answerable, Example, Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import WordEncoder
from isogloss.models.speaking import speaking
from isogloss.runs.cache import shared_vectors
from isogloss.runs.cell import digest
from isogloss.training.heads.head import Head, Inputs
from isogloss.training.inputs import Passage, Words, cut, letter_vectors
from isogloss.training.passages import passages_of
from isogloss.transfer.job import Job

BLOCK = 256  # texts are encoded in fixed blocks, so that sums do not depend on how work was spread


def inputs_of(job: Job, head: Head | type[Head], examples: Sequence[Example]) -> Inputs:
    """Return what the head takes of the examples."""
    if head.takes == "examples":
        return list(examples)
    if head.takes == "texts":
        return [job.task.text(example) for example in examples]
    if head.takes in ("passages", "plain-passages"):
        return _passages(job, examples, plain=head.takes == "plain-passages")
    if head.takes == "tokens":
        return [_tokens(example) for example in examples]
    runs = [(language, list(group)) for language, group in groupby(examples, key=lambda one: one.language)]
    if head.takes == "words":
        return [
            found
            for language, group in runs
            for found in _words(job, language, [cut(job.task, one, language) for one in group])
        ]
    return np.concatenate([_features(job, language, group) for language, group in runs])


def _passages(job: Job, examples: Sequence[Example], *, plain: bool) -> list[Passage]:
    own = [example for example in examples if isinstance(example, Answerable)]
    if plain:
        return passages_of(own, lambda _, sentences: [letter_vectors(one) for one in sentences])
    return passages_of(
        own, lambda language, sentences: [one.vectors for one in _words(job, language, sentences)]
    )


def _tokens(example: Example) -> Sequence[str]:
    if not isinstance(example, Tagged):
        raise TypeError(f"a head over words takes no {type(example).__name__}")
    return example.tokens


def _features(job: Job, language: Language, examples: Sequence[Example]) -> Floats2d:
    sides = zip(*(job.task.sides(example) for example in examples), strict=True)
    return job.task.features([_vectors(job, language, list(side)) for side in sides])


def _vectors(job: Job, language: Language, texts: list[str]) -> Floats2d:
    encoder = job.encoder()

    def encode() -> Floats2d:
        blocks = range(0, len(texts), BLOCK)
        return np.concatenate([encoder.encode(texts[at : at + BLOCK], language=language) for at in blocks])

    return _kept(job, [encoder.fingerprint, str(language), texts], encode)


def _words(job: Job, language: Language, sentences: Sequence[Sequence[str]]) -> list[Words]:
    """Return the words of each sentence with their vectors, which are kept as one array of all words."""
    encoder = job.encoder()
    if not isinstance(encoder, WordEncoder):
        raise InputError(f"The model {job.model_name!r} gives no vectors of words.", fix="Name static.")

    def encode() -> Floats2d:
        blocks = range(0, len(sentences), BLOCK)
        spoken = speaking(encoder, language)
        found = [one for at in blocks for one in spoken.encode_words(sentences[at : at + BLOCK])]
        return np.concatenate([one.vectors for one in found])

    of_all = _kept(job, [encoder.fingerprint, str(language), "words", sentences], encode)
    ends = np.cumsum([len(tokens) for tokens in sentences])[:-1]
    split = np.split(of_all, ends)
    return [Words(tokens, own) for tokens, own in zip(sentences, split, strict=True)]


def _kept(job: Job, content: list[object], encode: Callable[[], Floats2d]) -> Floats2d:
    return shared_vectors(job.folder / "cache" / "vectors" / f"{digest(content)[:24]}.npy", encode)
