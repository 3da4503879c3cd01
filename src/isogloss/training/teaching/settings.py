"""How a language is taught."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How the rows of a pack are fitted.

    epochs: passes over the material, as many values as are tried; the held-out tenth decides. inertia:
    squared gradients that n-grams of which the encoder has a row begin with, tried likewise; the more, the
    less these move. batch: texts a step. learning_rate: falls linearly to 2 % of itself. temperature: of
    InfoNCE. cosine: weight of 1 - cosine beside it. lexicon_weight: of words, where sentences weigh 1.
    most_rows: n-grams at most that get a row.
    """

    epochs: tuple[int, ...] = (2, 6)
    inertia: tuple[float, ...] = (0.0,)
    batch: int = 256
    learning_rate: float = 0.02
    temperature: float = 0.1
    cosine: float = 2.0
    lexicon_weight: float = 0.5
    most_rows: int = 200_000
