"""``isogloss languages normalize``: one spelling for what is the same text."""

from __future__ import annotations

from typing import Annotated

import typer

from isogloss.cli.options import LinesIn


def normalize(
    language: LinesIn = None,
    steps: Annotated[
        str,
        typer.Option("--steps", metavar="STEPS", help="text, search, or names of steps with commas between."),
    ] = "text",
) -> None:
    """Write each line of standard input in one spelling."""
    from isogloss.cli.lines import line_out, lines_in
    from isogloss.languages import Language
    from isogloss.languages import normalize as normalized

    known = Language.given(language)
    names = [name.strip() for name in steps.split(",")]
    normalized("", known, steps=names)  # so that a wrong name is told at once, whatever comes in
    for line in lines_in():
        line_out(normalized(line, known, steps=names))
