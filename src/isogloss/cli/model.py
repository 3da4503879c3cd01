"""``isogloss model``: what a model is, and how to make one."""

from __future__ import annotations

import typer

app = typer.Typer(help="What a model is made of, and how to train your own.", no_args_is_help=True)
