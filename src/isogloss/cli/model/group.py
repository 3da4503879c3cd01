"""Which commands ``isogloss model`` has: a file each."""

from __future__ import annotations

import typer

from isogloss.cli.model.card import info
from isogloss.cli.model.export import export
from isogloss.cli.model.teaching import teach
from isogloss.cli.model.training import train_static

app = typer.Typer(help="What a model is made of, and how to train your own.", no_args_is_help=True)
app.command()(info)
app.command("train-static")(train_static)
app.command()(teach)
app.command()(export)


@app.callback()
def model() -> None:
    """Say what a model is made of, train your own, teach it a language."""
