"""Which commands ``isogloss languages`` has: a file each."""

from __future__ import annotations

from typing import Final

import typer

from isogloss.cli.languages.card import show
from isogloss.cli.languages.detection import detect
from isogloss.cli.languages.loss import lost
from isogloss.cli.languages.normalisation import normalize
from isogloss.cli.languages.romanisation import romanize
from isogloss.cli.languages.segmentation import segment
from isogloss.cli.languages.transliteration import transliterate

_HELP: Final = "Look up languages; detect, cut and romanize text."

app = typer.Typer(help=_HELP, no_args_is_help=True)
app.command()(show)
app.command()(detect)
app.command()(normalize)
app.command()(romanize)
app.command()(transliterate)
app.command()(segment)
app.command()(lost)


@app.callback(help=_HELP)
def languages() -> None:
    """Group the commands that are about languages and their text."""
