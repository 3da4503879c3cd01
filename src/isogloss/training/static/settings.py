"""How the encoder is trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How the rows are fitted.

    epochs: passes over all records with a row for every n-gram, to see which are worth one. chosen_epochs:
    further passes with those that are. last_epochs: passes after each layer of quantisation but the last, in
    which the rows that are not done yet make up for the error of the others. batch: items a step.
    learning_rate: falls linearly to 2 % of itself. temperature: of InfoNCE. cosine: weight of 1 - cosine
    beside it. lexicon_weight: of words, names and keywords, where sentences weigh 1, in the first passes;
    chosen_lexicon_weight: in all further ones. english_sentences, english_words: further repetitions of
    English records in an epoch. pseudo: draws of pseudo-sentences an epoch.
    """

    epochs: int = 3
    chosen_epochs: int = 2
    last_epochs: int = 1
    batch: int = 1024
    learning_rate: float = 0.01
    temperature: float = 0.1
    cosine: float = 2.0
    lexicon_weight: float = 0.5
    chosen_lexicon_weight: float = 1.2
    english_sentences: int = 10
    english_words: int = 3
    pseudo: int = 500_000
