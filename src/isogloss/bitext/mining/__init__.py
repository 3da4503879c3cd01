"""Translations of each other, found in two piles of text."""

from isogloss.bitext.mining.options import Mining
from isogloss.bitext.mining.pairs import Mined, MinedPair, mine

__all__ = ["Mined", "MinedPair", "Mining", "mine"]
