"""Scores, intervals and comparisons: pure functions on arrays."""
