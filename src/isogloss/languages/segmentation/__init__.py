"""How a text is cut: into words, sentences and what an index should hold."""

from isogloss.languages.segmentation.indexing import Term, search_terms
from isogloss.languages.segmentation.naming import segmentation_name
from isogloss.languages.segmentation.sentencebreaks import sentences
from isogloss.languages.segmentation.span import Span
from isogloss.languages.segmentation.stemmers import stem
from isogloss.languages.segmentation.wordbreaks import words

__all__ = ["Span", "Term", "search_terms", "segmentation_name", "sentences", "stem", "words"]
