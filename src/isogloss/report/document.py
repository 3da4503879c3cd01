"""A run as one JSON document: its rows, each with its signature, and what they sum up to."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from isogloss.report.analysis import Analysis
from isogloss.report.comparison import Comparison
from isogloss.report.summary import Summary
from isogloss.runs.row import Row
from isogloss.runs.signature import shared


class Document(Struct, frozen=True, kw_only=True):
    """One run. signature: the fields that all rows share."""

    run: str
    signature: str
    rows: Sequence[Row]
    summary: Summary


class Documents(Struct, frozen=True, kw_only=True):
    """Several runs, and the first against each of the others."""

    runs: Sequence[Document]
    comparisons: Sequence[Comparison]


def document(analysis: Analysis) -> Document:
    """Return the document of one run."""
    rows = analysis.reading.rows
    return Document(
        run=str(analysis.run.folder),
        signature=str(shared(row.signature for row in rows if row.signature)),
        rows=rows,
        summary=analysis.summary,
    )
