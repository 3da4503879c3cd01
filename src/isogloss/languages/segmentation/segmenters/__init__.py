"""Dictionaries and models that cut what is written without blanks: optional, and only where asked for."""

from isogloss.languages.segmentation.segmenters.cutting import load_segmenter, pieces
from isogloss.languages.segmentation.segmenters.segmenter import Segmenter
from isogloss.languages.segmentation.segmenters.table import SEGMENTERS

__all__ = ["SEGMENTERS", "Segmenter", "load_segmenter", "pieces"]
