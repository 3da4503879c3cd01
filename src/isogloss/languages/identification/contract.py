"""What a detector offers; nothing to inherit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.languages.language import Language

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools2d: TypeAlias = npt.NDArray[np.bool_]
else:
    Bools2d = object


@runtime_checkable
class Detector(Protocol):
    """Tells the languages of texts apart, among those it covers."""

    @property
    def name(self) -> str:
        """How the detector is asked for."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """Its coverage: each language in each script it is read in, without repeats."""

    def thresholds(self, texts: Sequence[str]) -> Floats1d:
        """Return the probability of each text under which ``detect`` says ``und``, float64[n]."""

    def log_probabilities(self, texts: Sequence[str], allowed: Bools2d) -> Doubles2d:
        """Return the natural log of the probability of every language for every text, float64[n, k].

        allowed: bool[n, k], k in the order of ``languages``; what is not allowed gets ``-inf`` and leaves
        the field to the others. What the probabilities of a row lack to one is the belief in none of them.
        """
