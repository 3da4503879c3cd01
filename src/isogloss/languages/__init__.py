"""Who a language is, and how its text is cut."""

from isogloss.languages.language import Language
from isogloss.languages.matching import chosen, matches
from isogloss.languages.scripts import dominant_script
from isogloss.languages.segmentation import Span, words

__all__ = ["Language", "Span", "chosen", "dominant_script", "matches", "words"]
