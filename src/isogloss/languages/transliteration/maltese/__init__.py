"""Maltese in Arabic letters."""

from isogloss.languages.transliteration.maltese.writing import arabic_from_maltese, maltese_tokens

__all__ = ["arabic_from_maltese", "maltese_tokens"]
