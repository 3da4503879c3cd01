"""Parallel text: its words aligned."""

from isogloss.bitext.alignment import AlignedPair, align

__all__ = ["AlignedPair", "align"]
