"""A model's fast tokenizer, from its tokenizer.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from isogloss.arrays import Bools1d
from isogloss.data.fingerprint import combined
from isogloss.languages.loss.fast import fast_tokenizer
from isogloss.models.language_models import Piece
from isogloss.models.tokenizers.bytelevel import lone_bytes
from isogloss.models.tokenizers.counting import Counts, by_ids, encodable

_BLOCK: Final = 256


@dataclass(frozen=True, slots=True, eq=False)
class FastTokenizer:
    """A tokenizer of the package ``tokenizers``, without truncation, padding and special tokens.

    unknown, lone: bool[vocabulary], which tokens stand for anything, or for a part of a character.
    """

    name: str
    fingerprint: str
    encoder: Any
    unknown: Bools1d
    lone: Bools1d

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        """Return the tokens of each text."""
        return [
            tuple(
                Piece(number, token, start, end, known)
                for number, token, (start, end), known in zip(
                    found.ids,
                    found.tokens,
                    found.offsets,
                    (~(self.unknown | self.lone)[found.ids]).tolist(),
                    strict=True,
                )
            )
            for found in self._encoded(texts)
        ]

    def count(self, texts: Sequence[str]) -> Counts:
        """Return how many tokens each text has, unknown ones and lone bytes apart."""
        return by_ids([found.ids for found in self._encoded(texts, fast=True)], self.unknown, self.lone)

    def _encoded(self, texts: Sequence[str], *, fast: bool = False) -> list[Any]:
        encode = self.encoder.encode_batch_fast if fast else self.encoder.encode_batch
        found: list[Any] = []
        for start in range(0, len(texts), _BLOCK):
            block = [encodable(text) for text in texts[start : start + _BLOCK]]
            found += encode(block, add_special_tokens=False)
        return found


def load(argument: str) -> FastTokenizer:
    """Return the tokenizer of a folder, of a tokenizer.json or of a name on the hub.

    Raises InputError where there is none that can be read, MissingExtra.
    """
    return wrapped(f"hf:{argument}", fast_tokenizer(argument))


def wrapped(name: str, encoder: Any) -> FastTokenizer:  # noqa: ANN401  an object of an optional package
    """Return a tokenizer of the package ``tokenizers`` as ours."""
    encoder.no_truncation()
    encoder.no_padding()
    state: dict[str, Any] = json.loads(encoder.to_str())
    vocabulary: Mapping[str, int] = encoder.get_vocab(with_added_tokens=True)
    size = max(vocabulary.values(), default=0) + 1
    unknown, lone = np.zeros(size, bool), np.zeros(size, bool)
    unknown[_unknown_ids(state["model"], vocabulary)] = True
    lone[lone_bytes(vocabulary, byte_level="ByteLevel" in _kinds(state))] = True
    return FastTokenizer(name, combined(encoder.to_str()), encoder, unknown, lone)


def _unknown_ids(model: Mapping[str, Any], vocabulary: Mapping[str, int]) -> list[int]:
    token = model.get("unk_token")
    if token is not None and token in vocabulary:
        return [vocabulary[token]]
    number = model.get("unk_id")
    return [int(number)] if number is not None else []


def _kinds(state: Mapping[str, Any]) -> set[str]:
    """Return the kinds of all pre-tokenizers and decoders of a tokenizer.json."""
    found: set[str] = set()
    stack: list[Any] = [state.get("pre_tokenizer"), state.get("decoder")]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            found.add(str(part.get("type")))
            stack += [*(part.get("pretokenizers") or ()), *(part.get("decoders") or ())]
    return found
