"""What an objective needs of a network that is to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from isogloss.models.hf.placement import Placement
    from isogloss.training.finetuning.reading import Reading


class Writer(Protocol):
    """A network that writes, with its tokenizer; its parts are those of ``Trainee``."""

    @property
    def reading(self) -> Reading:
        """Its tokenizer."""
        ...

    @property
    def placed(self) -> Placement:
        """Where it computes, and how many texts at once."""
        ...

    @property
    def filler(self) -> int:
        """The id of padding."""
        ...

    @property
    def positions(self) -> int:
        """Tokens that it reads, and that it writes."""
        ...

    @property
    def start(self) -> int:
        """What an encoder-decoder begins to write with."""
        ...

    def generate(self, given: Mapping[str, Any], *, after: int, most: int, beams: int) -> list[list[int]]:
        """Return up to ``most`` ids that it writes behind the ``after`` that it is given of a row."""
        ...
