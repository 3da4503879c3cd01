"""Parallel text: the same sentences in many languages."""

from isogloss.data.parallel.reading import read_parallel
from isogloss.data.parallel.text import ParallelText, Read

__all__ = ["ParallelText", "Read", "read_parallel"]
