"""A run of probes as one JSON document: its rows, each with its signature, and the profile."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from isogloss.report.profile.correlation import Beside, correlations
from isogloss.report.profile.expectations import Expectation, expectations
from isogloss.report.profile.reading import Probed, Profile
from isogloss.runs.row import Row
from isogloss.runs.signature import shared


class Document(Struct, frozen=True, kw_only=True):
    """One run. signature: the fields that all rows share. correlations: with the columns given.

    expectations: of scores, a system and recipe at a time.
    """

    run: str
    signature: str
    rows: Sequence[Row]
    summary: Profile
    correlations: Sequence[Beside]
    expectations: Sequence[Expectation] = ()


class Documents(Struct, frozen=True, kw_only=True):
    """Several runs, side by side."""

    runs: Sequence[Document]


def document(found: Probed) -> Document:
    """Return the document of one run."""
    return Document(
        run=str(found.run.folder),
        signature=str(shared(row.signature for row in found.rows)),
        rows=found.rows,
        summary=found.profile,
        correlations=correlations(found),
        expectations=expectations(found.rows, found.people),
    )
