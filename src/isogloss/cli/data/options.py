"""Options that several commands of ``isogloss data`` share, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

PairFile: TypeAlias = Annotated[
    str,
    typer.Argument(help="TSV of source and target, or lines source ||| target; - for standard input."),
]
From: TypeAlias = Annotated[
    str | None, typer.Option("--from", metavar="L", help="The first side's language.")
]
To: TypeAlias = Annotated[str | None, typer.Option("--to", metavar="L", help="The second side's language.")]
FromA: TypeAlias = Annotated[str | None, typer.Option("--from", metavar="L", help="The language of A.")]
ToB: TypeAlias = Annotated[str | None, typer.Option("--to", metavar="L", help="The language of B.")]
EncoderName: TypeAlias = Annotated[str, typer.Option(help="The encoder: static, static:FOLDER or any other.")]
WordEncoderName: TypeAlias = Annotated[
    str, typer.Option(help="The encoder of words: static or static:FOLDER.")
]
WordList: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="FILE", help="TSV of words and their translations, without header.")
]
Threshold: TypeAlias = Annotated[
    float | None, typer.Option(metavar="SCORE", help="Leave out what scores less. By default estimated.")
]
