"""``isogloss data``: what a data set holds, and what is made of parallel text."""

from isogloss.cli.data.group import app

__all__ = ["app"]
