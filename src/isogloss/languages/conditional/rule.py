"""What a rule over tokens is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Rule(Protocol):
    """What decides how each token of a text is to be written."""

    def decide(self, tokens: Sequence[str]) -> Sequence[str]:
        """Return one decision a token, in order: a name of a way of writing, or ``""`` for none of its own.

        The tokens are those of a whole text, so that a decision may hang on the neighbours.
        """
        ...
