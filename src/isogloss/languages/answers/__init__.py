"""Answers of people and models: made comparable, and read."""

from isogloss.languages.answers.final import read_answer
from isogloss.languages.answers.normalization import Rules, normalize_answer
from isogloss.languages.answers.reading import Reading

__all__ = ["Reading", "Rules", "normalize_answer", "read_answer"]
