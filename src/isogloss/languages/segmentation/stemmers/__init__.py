"""Stemmers and lemmatisers: what the forms of a word have in common, where a library knows the language."""

from isogloss.languages.segmentation.stemmers.stemmer import Stemmer
from isogloss.languages.segmentation.stemmers.stemming import load_stemmer, stem, stems
from isogloss.languages.segmentation.stemmers.table import STEMMERS

__all__ = ["STEMMERS", "Stemmer", "load_stemmer", "stem", "stems"]
