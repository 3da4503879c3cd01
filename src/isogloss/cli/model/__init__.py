"""``isogloss model``: what a model is, and how to make one."""

from isogloss.cli.model.group import app

__all__ = ["app"]
