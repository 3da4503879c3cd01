"""The two streams of a terminal: results go out, remarks go beside."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from isogloss.runs.engine import Run


def out() -> Console:
    """Return the console for results, on standard output."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), emoji=False)


def remark(text: str) -> None:
    """Print one line beside the results, on standard error; ``text`` is text, never markup."""
    from isogloss.languages.display import visible

    print(visible(text), file=sys.stderr)


def print_json(document: Any) -> None:  # noqa: ANN401  msgspec takes any record or builtin
    """Print one JSON document on standard output."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")


def finish(run: Run, *, json: bool) -> None:
    """End a command that made a run: say what was decided, what failed and what came of it.

    Writes the page, prints the table or one JSON document. Raises typer.Exit with code 3 if the run has gaps.
    """
    import typer

    for said in run.record.facts.get("remarks", ()):
        remark(str(said))
    list_gaps(run)
    if any(row.recipe for row in run.rows()):
        show([run], json=json)
    if run.record.gaps:
        raise typer.Exit(3)


def show(runs: Sequence[Run | Path], *, page: Path | None = None, json: bool = False) -> None:
    """Write the page of one run, or of several side by side, and print what it says.

    page: where it goes; by default ``report.html`` in the run's folder, of several ``comparison.html``.
    """
    from isogloss.report import analyse, write
    from isogloss.report.comparison import comparisons
    from isogloss.report.document import Documents, document
    from isogloss.report.terminal import print_comparison, print_differing, print_place, print_summary

    analyses = [analyse(run) for run in runs]
    target = write(analyses, page)
    compared = comparisons(analyses) if len(analyses) > 1 else ()
    if json:
        documents = [document(analysis) for analysis in analyses]
        print_json(Documents(runs=documents, comparisons=compared) if len(documents) > 1 else documents[0])
        return
    console = out()
    for analysis in analyses:
        print_summary(console, analysis)
    print_differing(console, analyses)
    for one in compared:
        print_comparison(console, one)
    print_place(console, target)


def list_gaps(run: Run) -> None:
    """Say which cells failed, and why, at most ten of them."""
    gaps = run.record.gaps
    for gap in gaps[:10]:
        params = " ".join(f"{name}={value}" for name, value in gap.params.items() if value not in (None, ""))
        remark(f"failed: {params}: {gap.error}")
    if gaps:
        rest = f"{len(gaps) - 10} more stand in {run.folder / 'run.json'}. " if len(gaps) > 10 else ""
        remark(f"{rest}The run has gaps: the same command tries the failed cells again.")
