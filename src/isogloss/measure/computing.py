"""Computing one cell of a measurement: rows out of what a probe finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from isogloss.languages import Language
from isogloss.measure.job import Job
from isogloss.measure.probe import Finding
from isogloss.measure.probes.table import probe
from isogloss.runs.cell import Cell, Outcome
from isogloss.runs.row import Row
from isogloss.runs.signature import Signature
from isogloss.version import __version__

# What would end a detail, or the signature that holds it, early.
_PLAIN: Final = str.maketrans({"=": "＝", ";": "；", "|": "/", "\n": " ", "\r": " ", "\t": " "})


def compute(job: Job, cell: Cell) -> Outcome:
    """Return the findings of one probe in one language, or in all together where the cell names none."""
    asked = probe(str(cell.params["probe"]))
    name = str(cell.params["language"])
    found: Iterable[Finding] = ()
    if name and asked.of_language is not None:
        found = asked.of_language(job, Language.parse(name))
    elif not name and asked.of_all is not None:
        found = asked.of_all(job, job.languages)
    rows = tuple(_row(job, cell, finding) for finding in found)
    # A cell is done once it has a row; of a language in which nothing could be found, this is the one.
    return Outcome(rows or (_row(job, cell, Finding(metric="nothing", value=0.0, n=0)),))


def _row(job: Job, cell: Cell, finding: Finding) -> Row:
    name = str(finding.language or cell.params["language"])
    detail = _said(finding.detail)
    signature = Signature(
        version=__version__,
        data=job.data,
        model=f"{job.model}@{job.fingerprints['model'][:4]}",
        recipe=str(cell.params["probe"]),
        source=str(job.pivot),
        target=name,
        split=job.settings.lines or "all",
        select=detail,
        metric=finding.metric,
        interval=finding.interval,
        seed=str(job.settings.seed),
    )
    return Row(
        workbench=cell.workbench,
        dataset=job.data.partition("@")[0],
        task="probe",
        system=job.model,
        recipe=signature.recipe,
        source=signature.source,
        language=name,
        split=signature.split,
        metric=finding.metric,
        value=finding.value,
        low=finding.low,
        high=finding.high,
        n=finding.n,
        seed=job.settings.seed,
        cell=cell.key,
        detail=detail,
        signature=str(signature),
    )


def _said(detail: Mapping[str, str | int]) -> str:
    return ";".join(f"{name}={str(value).translate(_PLAIN)}" for name, value in sorted(detail.items()))
