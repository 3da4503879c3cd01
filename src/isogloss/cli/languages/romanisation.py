"""``isogloss languages romanize``: text of any script in Latin letters."""

from __future__ import annotations

from typing import Annotated

import typer

from isogloss.cli.options import LinesIn


def romanize(
    language: LinesIn = None,
    romanizer: Annotated[
        str,
        typer.Option(metavar="NAME", help="builtin (Han stays as it is) or uroman (needs the extra text)."),
    ] = "builtin",
) -> None:
    """Write each line in Latin letters.

    Reads standard input: a line in, a line out, read as its language reads a script that several share.
    """
    from isogloss.cli.lines import line_out, lines_in
    from isogloss.languages import Language
    from isogloss.languages.romanisation import load_romanizer

    known = None if language is None else Language.parse(language)
    writer = load_romanizer(romanizer)
    for line in lines_in():
        line_out(writer.romanize(line, known))
