"""What a run of probes is shown as, at its end and later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.cli.console import list_gaps, out, print_json, remark

if TYPE_CHECKING:
    from isogloss.runs.engine import Run


def finish(run: Run, *, json: bool) -> None:
    """End ``isogloss measure``: say what was left out and what failed, and what was found.

    Writes the page. Raises typer.Exit with code 3 if the run has gaps.
    """
    import typer

    for said in run.record.facts.get("remarks", ()):
        remark(str(said))
    list_gaps(run)
    if run.rows():
        show([run], json=json)
    if run.record.gaps:
        raise typer.Exit(3)


def show(runs: Sequence[Run | Path], *, page: Path | None = None, json: bool = False) -> None:
    """Write the page of one run of probes, or of several models side by side, and print what it says."""
    from isogloss.report.profile.document import Documents, document
    from isogloss.report.profile.page import write_profile
    from isogloss.report.profile.reading import probed
    from isogloss.report.profile.sidebyside import print_side_by_side
    from isogloss.report.profile.terminal import print_profile
    from isogloss.report.terminal import print_place

    found = [probed(run) for run in runs]
    target = write_profile(found, page)
    if json:
        documents = [document(one) for one in found]
        print_json(Documents(runs=documents) if len(documents) > 1 else documents[0])
        return
    console = out()
    if len(found) > 1:
        print_side_by_side(console, found)
    for one in found:
        print_profile(console, one)
        console.print()
    print_place(console, target)
