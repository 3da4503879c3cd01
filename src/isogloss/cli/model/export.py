"""``isogloss model export``: a trained transformer, or the vectors of words, for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import LinesIn

if TYPE_CHECKING:
    from collections.abc import Iterator


def export(
    out: Annotated[
        Path,
        typer.Option(
            help="FILE.vec or FILE.vec.gz (word2vec's text format), or FILE.npy; else a new folder."
        ),
    ],
    name: Annotated[
        str, typer.Argument(help="Of words: a model's name. To a folder: a run, or hf:NAME.")
    ] = "static",
    words: Annotated[str, typer.Option(metavar="FILE", help="A word a line; - is standard input.")] = "-",
    language: LinesIn = None,
    system: Annotated[
        str | None, typer.Option(help="Of a run: whose predictor. [default: the best on the source]")
    ] = None,
    recipe: Annotated[
        str | None, typer.Option(help="Of a run: which recipe's. [default: the best on the source]")
    ] = None,
) -> None:
    """Write a trained transformer, or the vectors of a list of words, for other tools.

    To a folder: what a run of isogloss transfer has fine-tuned, for transformers; an encoder (hf:NAME, or one
    that SetFit tuned), for sentence-transformers. To a file: vectors, for gensim, MUSE, VecMap and all that
    reads word2vec's format.
    """
    from isogloss.models.wordvectors import ENDINGS

    if not out.name.endswith(ENDINGS):
        _model(name, out, words=words, language=language, system=system, recipe=recipe)
        return
    import sys

    from isogloss.cli.console import remark
    from isogloss.errors import InputError
    from isogloss.models.wordvectors import export_words
    from isogloss.progress import show_progress

    if system or recipe:
        raise InputError(
            f"{out}: vectors of words have neither system nor recipe.",
            fix="Name a folder with --out to export what a run has trained.",
        )
    show_progress(sys.stderr.isatty())
    done = export_words(_words(words), out, model=name, language=language)
    if done.repeated:
        remark(f"Repeated, and written once: {done.repeated:,}.")
    if done.unknown:
        remark(f"Left out, for {name} knows nothing in them: {done.unknown:,}.")
    print(f"{done.path}: {done.words:,} words, {done.dimensions} dimensions")


def _model(
    name: str, out: Path, *, words: str, language: str | None, system: str | None, recipe: str | None
) -> None:
    from isogloss.errors import InputError
    from isogloss.models.wordvectors import ENDINGS
    from isogloss.transfer.exporting import export as export_model

    if words != "-" or name.partition(":")[0] == "static":
        raise InputError(
            f"{out}: vectors of words are written to a file.", fix=f"End its name in {', '.join(ENDINGS)}."
        )
    done = export_model(name, out, language=language, system=system, recipe=recipe)
    print(f"{done.folder}: {done.system}, for {done.loads}")


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
