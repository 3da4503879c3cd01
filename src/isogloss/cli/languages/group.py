"""Which commands ``isogloss languages`` has: a file each."""

from __future__ import annotations

import typer

from isogloss.cli.languages.card import show
from isogloss.cli.languages.detection import detect
from isogloss.cli.languages.loss import lost
from isogloss.cli.languages.romanisation import romanize
from isogloss.cli.languages.segmentation import segment

app = typer.Typer(help="Who a language is, and how its text is cut.", no_args_is_help=True)
app.command()(show)
app.command()(detect)
app.command()(romanize)
app.command()(segment)
app.command()(lost)


@app.callback()
def languages() -> None:
    """Who a language is, and how its text is cut."""
