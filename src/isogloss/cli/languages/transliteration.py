"""``isogloss languages transliterate``: one script in the letters of another."""

from __future__ import annotations

from typing import Annotated

import typer

from isogloss.cli.options import LinesIn


def transliterate(
    source: Annotated[str, typer.Option("--from", metavar="SCRIPT", help="The script of the lines: Cyrl.")],
    target: Annotated[str, typer.Option("--to", metavar="SCRIPT", help="The script to write: Latn.")],
    language: LinesIn = None,
) -> None:
    """Write each line in the letters of another script."""
    from isogloss.cli.lines import line_out, lines_in
    from isogloss.languages.transliteration import load_transliterator

    writer = load_transliterator(source, target, language)
    for line in lines_in():
        line_out(writer.transliterate(line))
