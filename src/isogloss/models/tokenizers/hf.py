"""A model's fast tokenizer, from its tokenizer.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from isogloss.arrays import Bools1d
from isogloss.data.fingerprint import combined
from isogloss.errors import InputError
from isogloss.extras import need
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
    if not argument:
        raise InputError("The tokenizer 'hf' has no model.", fix="Name one: hf:FOLDER or hf:NAME.")
    tokenizers = need("tokenizers", extra="tokenizers", purpose="A model's tokenizer")
    return wrapped(f"hf:{argument}", _read(tokenizers.Tokenizer, argument))


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


def _read(kind: Any, argument: str) -> Any:  # noqa: ANN401  a class of an optional package
    place = Path(argument).expanduser()
    file = place / "tokenizer.json" if place.is_dir() else place
    if place.exists() and not file.is_file():
        raise InputError(
            f"{place} holds no tokenizer.json.",
            fix="Save the model's fast tokenizer there first, or name its sentencepiece:FILE.",
        )
    # A name on the hub is NAME or OWNER/NAME.
    if not place.exists() and (argument.startswith((".", "/", "~", "\\")) or argument.count("/") > 1):
        raise InputError(f"{place} does not exist.", fix="Name a folder with a tokenizer.json, or a file.")
    try:
        return kind.from_file(str(file)) if file.is_file() else kind.from_pretrained(argument)
    except Exception as fault:  # tokenizers raises bare Exception for every fault
        reason = str(fault).split("\n")[0].rstrip(". ")
        raise InputError(
            f"The tokenizer {argument!r} cannot be read: {reason}.",
            fix="Name a folder with a tokenizer.json, or a model on the hub.",
        ) from None
