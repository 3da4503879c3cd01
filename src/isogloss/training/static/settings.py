"""How the encoder is trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How the rows are fitted.

    epochs: passes over all records. batch: items a step. learning_rate: falls linearly to 2 % of itself.
    temperature: of InfoNCE. cosine: weight of 1 - cosine beside it. lexicon_weight: of words, names and
    keywords, where sentences weigh 1. english_sentences, english_words: further repetitions of English
    records in an epoch. pseudo: draws of pseudo-sentences an epoch.
    """

    epochs: int = 6
    batch: int = 1024
    learning_rate: float = 0.01
    temperature: float = 0.1
    cosine: float = 2.0
    lexicon_weight: float = 0.5
    english_sentences: int = 10
    english_words: int = 3
    pseudo: int = 500_000
