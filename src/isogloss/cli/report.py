"""``isogloss report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN…", help="Run folders; several are compared.")],
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where the page goes. [default: report.html in the run's folder; of several runs, "
            "comparison.html in the first's]"
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Sum up a run, or several side by side.

    In the terminal, and as one page that stands alone.
    """
    from isogloss.cli.console import show

    show(runs, page=out, json=json)
