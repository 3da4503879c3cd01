"""The help of a command with many options."""

from __future__ import annotations

from isogloss.transfer.recipe import RECIPES
from tests.cli.command import Command


def test_options_stand_under_what_they_are_about(isogloss: Command) -> None:
    sections = ("Arguments:", "Languages and data:", "Recipes:", "Model:", "Run:", "Options:")
    shown = [line for line in isogloss("transfer", "--help").out.splitlines() if line in sections]
    assert shown == list(sections)


def test_every_recipe_is_named(isogloss: Command) -> None:
    listed = "".join(isogloss("transfer", "--help").out.split())  # a name may be broken at a hyphen
    assert [name for name in RECIPES if name not in listed] == []
