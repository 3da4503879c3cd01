"""A token for every byte of UTF-8: the baseline of a model without a vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isogloss.errors import InputError
from isogloss.models.language_models import Piece
from isogloss.models.tokenizers.counting import Counts, encodable


@dataclass(frozen=True, slots=True)
class Bytes:
    """Cuts texts into bytes. Ids are the bytes' values; every byte is known."""

    name: str = "bytes"
    fingerprint: str = "00"

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        """Return the bytes of each text; those of one character share its place."""
        return [
            tuple(
                Piece(byte, f"<0x{byte:02X}>", place, place + 1)
                for place, character in enumerate(encodable(text))
                for byte in character.encode()
            )
            for text in texts
        ]

    def count(self, texts: Sequence[str]) -> Counts:
        """Return how many bytes each text has."""
        tokens = np.array([len(encodable(text).encode()) for text in texts], np.int64)
        return Counts(tokens, np.zeros_like(tokens), np.zeros_like(tokens))


def load(argument: str) -> Bytes:
    """Return the tokenizer; raises InputError for an argument, since it takes none."""
    if argument:
        raise InputError("The tokenizer 'bytes' takes nothing behind a colon.", fix="Write: bytes")
    return Bytes()
