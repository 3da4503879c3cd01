"""A recurrent network over the vectors of words, read both ways (BiGRU)."""

from __future__ import annotations

from typing import ClassVar

from isogloss.training.neural.head import WordNetworkHead


class BiGruHead(WordNetworkHead):
    """See ``neural.networks`` for its layers and their source."""

    network: ClassVar[str] = "BiGru"
    first: ClassVar[tuple[str, int]] = ("gru.weight_ih_l0", 1)
