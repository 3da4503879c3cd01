"""``isogloss languages``: who a language is, and how its text is cut."""

from isogloss.cli.languages.group import app

__all__ = ["app"]
