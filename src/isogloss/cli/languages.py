"""``isogloss languages``: who a language is."""

from __future__ import annotations

import typer

app = typer.Typer(help="Who a language is, and how its text is cut.", no_args_is_help=True)
