"""``isogloss model export``: the vectors of words for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import LinesIn

if TYPE_CHECKING:
    from collections.abc import Iterator


def export(
    out: Annotated[Path, typer.Option(help="FILE.vec or FILE.vec.gz (word2vec's text format), or FILE.npy.")],
    name: Annotated[str, typer.Argument(help="static, or static:FOLDER.")] = "static",
    words: Annotated[str, typer.Option(metavar="FILE", help="A word a line; - is standard input.")] = "-",
    language: LinesIn = None,
) -> None:
    """Write the vectors of a list of words.

    For gensim, MUSE, VecMap and all that reads word2vec's format.
    """
    import sys

    from isogloss.cli.console import remark
    from isogloss.models.wordvectors import export_words
    from isogloss.progress import show_progress

    show_progress(sys.stderr.isatty())
    done = export_words(_words(words), out, model=name, language=language)
    if done.repeated:
        remark(f"Repeated, and written once: {done.repeated:,}.")
    if done.unknown:
        remark(f"Left out, for {name} knows nothing in them: {done.unknown:,}.")
    print(f"{done.path}: {done.words:,} words, {done.dimensions} dimensions")


def _words(place: str) -> Iterator[str]:
    """Yield the lines of a file or of standard input; raises BadRow for a line of several columns."""
    from isogloss.cli.lines import lines_in
    from isogloss.data.lines import read_lines
    from isogloss.errors import BadRow

    lines = enumerate(lines_in(), 1) if place == "-" else read_lines(place)
    for number, line in lines:
        if "\t" in line:
            where = "standard input" if place == "-" else place
            raise BadRow(
                f"{where}:{number}: a tab, where one word a line was expected.",
                fix="Take one column first, for example with: cut -f1",
            )
        yield line
