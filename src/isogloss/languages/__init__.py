"""Who a language is, and how its text is cut."""

from isogloss.languages.language import Language

__all__ = ["Language"]
