"""How a model is asked: what a recipe may say under ``[prompt]``."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Prompting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of the head ``prompted``.

    instruction: the language of the instruction and the labels' names: the example's own (``native``),
    the source's (``source``), or English. shots: solved examples of the training split before the question.
    """

    instruction: Literal["native", "source", "english"] = "native"
    shots: int = 0

    def __post_init__(self) -> None:
        """Refuse a number that means nothing."""
        if not 0 <= self.shots <= 100:
            raise ValueError("`shots` must lie between 0 and 100")
