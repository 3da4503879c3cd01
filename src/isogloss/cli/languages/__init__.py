"""``isogloss languages``: who a language is, and what is done with its text."""

from isogloss.cli.languages.group import app

__all__ = ["app"]
