"""Answers of people and models: made comparable, and read."""

from isogloss.languages.answers.normalization import Rules, normalize_answer

__all__ = ["Rules", "normalize_answer"]
