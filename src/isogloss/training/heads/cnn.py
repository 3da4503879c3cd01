"""A convolutional network over the vectors of words (CNN)."""

from __future__ import annotations

from typing import ClassVar

from isogloss.training.neural.head import WordNetworkHead


class CnnHead(WordNetworkHead):
    """See ``neural.networks`` for its layers and their source."""

    network: ClassVar[str] = "TextCnn"
    first: ClassVar[tuple[str, int]] = ("filters.0.weight", 1)
