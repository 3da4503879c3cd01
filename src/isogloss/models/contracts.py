"""What a model can be asked for. A model offers those contracts that it can; nothing is inherited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from isogloss.arrays import Floats1d, Floats2d
from isogloss.languages import Language


@runtime_checkable
class Model(Protocol):
    """What every model has.

    Read-only attributes will do: a frozen record fits.
    """

    @property
    def name(self) -> str:
        """What ``load_model`` takes to give this model."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change whenever its content does."""
        ...

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those it was trained on (for ``--to seen|unseen``); empty where nobody knows."""
        ...


@runtime_checkable
class Encoder(Model, Protocol):
    """Texts to vectors."""

    def encode(self, texts: Sequence[str], *, language: Language | None = None) -> Floats2d:
        """Return float32[n, d], rows of unit length in input order; all zeros where nothing is known."""
        ...


@runtime_checkable
class Coverage(Protocol):
    """How much of a text a model knows."""

    def coverage(self, texts: Sequence[str]) -> Floats1d:
        """Return float64[n]: the share in [0, 1] of each text's feature occurrences the model knows."""
        ...
