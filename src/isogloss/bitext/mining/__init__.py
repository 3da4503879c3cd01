"""Translations of each other, found in two piles of text."""

from isogloss.bitext.mining.options import Mining
from isogloss.bitext.mining.pairs import Mined, MinedPair, mine
from isogloss.bitext.mining.work import Workplace

__all__ = ["Mined", "MinedPair", "Mining", "Workplace", "mine"]
