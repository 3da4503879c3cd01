"""``isogloss data``: what a data set holds."""

from __future__ import annotations

import typer

app = typer.Typer(help="What a data set holds, and what is wrong with it.", no_args_is_help=True)
