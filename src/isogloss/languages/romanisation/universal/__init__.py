"""The romaniser uroman, an optional package, with a cache that never changes what it says."""

from isogloss.languages.romanisation.universal.romanizer import UromanRomanizer

__all__ = ["UromanRomanizer"]
