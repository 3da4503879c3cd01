"""A convolutional network over characters: no model, no words, any script (char-CNN)."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar, Final

import numpy as np

from isogloss.training.heads.head import Inputs
from isogloss.training.inputs import Takes
from isogloss.training.neural.head import Item, NeuralHead

_LONGEST: Final = 1014  # characters, as Zhang, Zhao and LeCun 2015
_LETTERS: Final = 4096


class CharCnnHead(NeuralHead):
    """Reads the first 1,014 characters of a text, case folded; those that training lacks are all one."""

    takes: ClassVar[Takes] = "texts"
    network: ClassVar[str] = "CharCnn"
    first: ClassVar[tuple[str, int]] = ("letters.weight", 0)

    @classmethod
    def letters_of(cls, inputs: Inputs) -> str:
        """Return the commonest 4,096 characters of the texts, sorted; a blank where they hold none."""
        counts = Counter("".join(_read(text) for text in inputs))
        return "".join(sorted(letter for letter, _ in counts.most_common(_LETTERS))) or " "

    @classmethod
    def items(cls, inputs: Inputs, letters: str) -> list[Item]:
        """Return the number of each character, from 2 on; 1 of those that are unknown."""
        number = {letter: place for place, letter in enumerate(letters, start=2)}
        return [
            np.array([number.get(letter, 1) for letter in _read(text)] or [1], dtype=np.int64)
            for text in inputs
        ]


def _read(text: str) -> str:
    # Half a surrogate pair has no place in the JSON that keeps the letters.
    return text.casefold().encode("utf-8", "replace").decode("utf-8")[:_LONGEST]
