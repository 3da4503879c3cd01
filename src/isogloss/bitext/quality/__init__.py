"""What speaks against a pair of texts being translations of each other, and how much in all."""

from isogloss.bitext.quality.scoring import Scored, score

__all__ = ["Scored", "score"]
