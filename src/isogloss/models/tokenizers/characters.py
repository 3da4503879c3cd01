"""A token for every character (code point): the baseline that knows every script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isogloss.errors import InputError
from isogloss.models.language_models import Piece
from isogloss.models.tokenizers.counting import Counts


@dataclass(frozen=True, slots=True)
class Characters:
    """Cuts texts into code points. Ids are the code points; every character is known."""

    name: str = "characters"
    fingerprint: str = "01"

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        """Return the characters of each text."""
        return [
            tuple(Piece(ord(character), character, place, place + 1) for place, character in enumerate(text))
            for text in texts
        ]

    def count(self, texts: Sequence[str]) -> Counts:
        """Return how many characters each text has."""
        tokens = np.array([len(text) for text in texts], np.int64)
        return Counts(tokens, np.zeros_like(tokens), np.zeros_like(tokens))


def load(argument: str) -> Characters:
    """Return the tokenizer; raises InputError for an argument, since it takes none."""
    if argument:
        raise InputError("The tokenizer 'characters' takes nothing behind a colon.", fix="Write: characters")
    return Characters()
