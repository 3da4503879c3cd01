"""The scripts of India and Ceylon in one another: they are one alphabet in ten shapes."""

from isogloss.languages.transliteration.indic.writing import brahmic

__all__ = ["brahmic"]
