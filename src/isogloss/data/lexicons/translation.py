"""A word, a translation, and which of its meanings is translated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Translation:
    """An entry of a lexicon that may say of which sense it holds: a gloss, or the name of a synset."""

    source: str
    target: str
    weight: float = 1.0
    sense: str = ""
