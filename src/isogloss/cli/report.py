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
    from isogloss.cli import console, profile
    from isogloss.errors import InputError
    from isogloss.report.profile.reading import is_profile

    kinds = {is_profile(run) for run in runs}
    if len(kinds) > 1:
        raise InputError(
            "A run of isogloss measure stands beside one of another command, and they share no number.",
            fix="Report them apart.",
        )
    show = profile.show if True in kinds else console.show
    show(runs, page=out, json=json)
