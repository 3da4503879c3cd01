"""A recurrent network over the vectors of words, read both ways (BiGRU)."""

from __future__ import annotations

from typing import ClassVar

from isogloss.training.heads.head import Inputs
from isogloss.training.inputs import Takes
from isogloss.training.neural.head import Item, NeuralHead, word_rows


class BiGruHead(NeuralHead):
    """Reads the first 128 words of a text; see ``neural.networks`` for its layers and their source."""

    takes: ClassVar[Takes] = "words"
    network: ClassVar[str] = "BiGru"

    @classmethod
    def items(cls, inputs: Inputs, letters: str) -> list[Item]:
        """Return the vectors of each text's words."""
        del letters
        return word_rows(inputs)

    def _width(self) -> int:
        return int(self.weights["gru.weight_ih_l0"].shape[1])
