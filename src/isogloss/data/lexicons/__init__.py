"""Lexicons in whatever form they come: rows of two words, rows with synsets, Wiktionary's entries."""

from isogloss.data.lexicons.forms import read_any_lexicon
from isogloss.data.lexicons.translation import Translation

__all__ = ["Translation", "read_any_lexicon"]
