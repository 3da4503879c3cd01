"""``isogloss languages romanize``: text of any script in Latin letters."""

from __future__ import annotations

from collections import Counter
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
    from isogloss.languages.display import visible
    from isogloss.languages.romanisation import load_romanizer

    known = Language.given(language)
    writer = load_romanizer(romanizer)
    left: Counter[str] = Counter()
    for line in lines_in():
        roman = writer.romanize(line, known)
        line_out(roman)
        if not roman.isascii():
            left.update(one for one in roman if not one.isascii() and one.isalpha())
    if left:
        examples = " ".join(visible(one) for one, _ in left.most_common(3))
        hint = "; --romanizer uroman reads more" if romanizer == "builtin" else ""
        typer.echo(
            f"{left.total():,} letters had no reading and stayed as they were: {examples}{hint}.", err=True
        )
