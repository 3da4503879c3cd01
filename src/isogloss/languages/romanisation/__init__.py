"""Text of any script in Latin letters."""

from isogloss.languages.romanisation.builtin import unromanized
from isogloss.languages.romanisation.romanizer import Romanizer, load_romanizer, romanize, romanize_aligned
from isogloss.languages.romanisation.table import ROMANIZERS

__all__ = ["ROMANIZERS", "Romanizer", "load_romanizer", "romanize", "romanize_aligned", "unromanized"]
