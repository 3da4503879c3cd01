"""Which languages of a data set a user means."""

from isogloss.data.wanted import one, several

__all__ = ["one", "several"]
