"""Texts to one vector a word: the mean of the tokens that stand for it, in its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from isogloss.errors import InputError
from isogloss.languages import Span
from isogloss.models.contracts import WordVectors
from isogloss.models.hf.network import Network, blocks_of, watching
from isogloss.models.hf.reading import read_in_batches
from isogloss.models.static.words import Sentence, spans_of

if TYPE_CHECKING:
    from tokenizers import Encoding
    from torch import Tensor

    from isogloss.arrays import Floats2d, Ints1d

_CHUNK: Final = 1024  # sentences whose sums are held at once


def word_layer(network: Network) -> int:
    """Return the layer that words are taken from: two thirds of the way up.

    It aligns words best: the 8th of 12 (Jalili Sabet et al. 2020, SimAlign, arXiv:2004.08728).
    """
    blocks = blocks_of(network.body)
    return 0 if blocks is None else max(1, round(len(blocks) * 2 / 3))


def contextual_words(network: Network, sentences: Sequence[Sentence]) -> list[WordVectors]:
    """Return the words of each sentence and float32[words, d] of unit length, in input order.

    A sentence that is too long is read in windows that overlap by a quarter. A word of which no token is
    known has zeros. Raises InputError if ``sentences`` is no list of sentences.
    """
    if isinstance(sentences, str | bytes) or not isinstance(sentences, Iterable):
        raise InputError(
            f"A model takes a list of sentences, and was given one value of type {type(sentences).__name__}.",
            fix="For one sentence, write encode_words([sentence]).",
        )
    listed = list(sentences)
    found: list[WordVectors] = []
    for start in range(0, len(listed), _CHUNK):
        found += _chunk(network, listed[start : start + _CHUNK], start)
    return found


def _chunk(network: Network, sentences: Sequence[Sentence], first: int) -> list[WordVectors]:
    spans = [spans_of(sentence, number) for number, sentence in enumerate(sentences, start=first)]
    texts = [sentence if isinstance(sentence, str) else " ".join(sentence) for sentence in sentences]
    encodings = network.tokenizer.encodings(texts, most=network.limit, overlap=network.limit // 4)
    windows = [
        (owner, window)
        for owner, encoding in enumerate(encodings)
        for window in (encoding, *encoding.overflowing)
        if network.knows(window)
    ]
    sums: dict[int, Floats2d] = {}
    adding = Lock()  # two windows of one sentence may be read at once

    def work(places: list[int]) -> None:
        states = _states(network, [windows[place][1].ids for place in places])
        for place, rows in zip(places, states, strict=True):
            owner, window = windows[place]
            words, tokens = _touching(spans[owner], window, network.tokenizer.unknown)
            with adding:
                if owner not in sums:
                    sums[owner] = np.zeros((len(spans[owner]), rows.shape[1]), np.float32)
                np.add.at(sums[owner], words, rows[tokens])

    lengths = [len(window.ids) for _, window in windows]
    read_in_batches(network, lengths, work)
    width = next((total.shape[1] for total in sums.values()), 0) or _width(network)
    return [
        WordVectors(words, _of_unit_length(sums.get(owner, np.zeros((len(words), width), np.float32))))
        for owner, words in enumerate(spans)
    ]


def _states(network: Network, sequences: Sequence[Sequence[int]]) -> Floats2d:
    """Return float32[n, t, d]: the states of the layer that words are taken from."""
    import torch

    ids, mask = network.batch(sequences)
    taken: dict[int, Any] = {}
    layer = word_layer(network)

    def take(at: int, states: Tensor) -> None:
        if at == layer:
            taken[at] = states

    with torch.inference_mode():
        if layer:
            with watching(network.body, take):
                network.body(input_ids=ids, attention_mask=mask)
        else:
            taken[0] = network.body(input_ids=ids, attention_mask=mask).last_hidden_state
        states: Floats2d = taken[layer].float().cpu().numpy()
    return states


def _touching(spans: Sequence[Span], window: Encoding, unknown: int | None) -> tuple[Ints1d, Ints1d]:
    """Return pairs of places, int[m] each: a word, and a known token that stands for a part of it."""
    starts = np.array([span.start for span in spans], np.int64)
    ends = np.array([span.end for span in spans], np.int64)
    offsets = np.array(window.offsets, np.int64).reshape(-1, 2)
    counts = np.array(window.special_tokens_mask) == 0
    if unknown is not None:
        counts &= np.array(window.ids) != unknown
    tokens = np.flatnonzero(counts & (offsets[:, 0] < offsets[:, 1]))
    first = np.searchsorted(ends, offsets[tokens, 0], side="right")
    last = np.searchsorted(starts, offsets[tokens, 1], side="left")
    many = np.maximum(last - first, 0)
    repeated = np.repeat(np.arange(len(tokens)), many)
    within = np.arange(len(repeated)) - np.repeat(np.cumsum(many) - many, many)
    words = first[repeated] + within
    real = starts[words] < ends[words]  # an empty word among others is touched by nothing
    return words[real], tokens[repeated[real]]


def _of_unit_length(vectors: Floats2d) -> Floats2d:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats2d = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
    return unit


def _width(network: Network) -> int:
    return int(_states(network, [[network.filler]]).shape[2])
