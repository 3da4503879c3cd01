"""From a request to cells: everything a user can get wrong is found here, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from isogloss.data.fingerprint import combined, content_digest
from isogloss.errors import InputError
from isogloss.measure.checking import check
from isogloss.measure.choosing import chosen_probes, looked_at, unread, wanting
from isogloss.measure.expectation.scored import content_of
from isogloss.measure.grounds import Ground, ground_of
from isogloss.measure.job import Job
from isogloss.measure.populations import uncounted
from isogloss.measure.probe import Probe
from isogloss.measure.request import Request
from isogloss.measure.subject import GENERATIONS, fingerprint, generations_file, kind
from isogloss.runs.cell import Cell, digest
from isogloss.runs.engine import Plan
from isogloss.version import __version__

WORKBENCH: Final = "measure"


@dataclass(frozen=True, slots=True)
class Planned:
    """A checked request: the engine's plan, and what computes its cells."""

    plan: Plan
    job: Job


def plan(request: Request, folder: Path | None = None) -> Planned:
    """Return what is to be done. folder: of the run, if it is not the default one.

    Raises InputError (UnknownLanguage, UnknownName, Lacking) for whatever is wrong with the request.
    """
    request = _with_generations(request)
    check(request)
    probes, lacks = chosen_probes(request)
    ground = ground_of(request)
    fingerprints = {
        "model": fingerprint(request.model, looked_at(probes, request)),
        **ground.fingerprints,
        **{name: _digest(path) for name, path in request.settings.files().items()},
    }
    asked = {**request.as_json(), "probes": [one.name for one in probes]}
    cells = list(_cells(request, probes, ground, {**fingerprints, "request": digest(asked)}))
    checked = Plan(
        workbench=WORKBENCH,
        request=asked,
        fingerprints=fingerprints,
        cells=cells,
        facts={
            "dataset": ground.name,
            "pivot": str(ground.pivot),
            "languages": [str(language) for language in ground.languages],
            "probes": {one.name: one.paper for one in probes},
            "lacks": lacks,
            "sentences": ground.sentences,
            "remarks": [
                *ground.remarks,
                *uncounted(request.settings.populations, ground.languages),
                *unread(request, probes),
                *(f"{name}: not measured, {why}." for name, why in lacks.items()),
            ],
        },
    )
    place = folder or checked.default_folder(f"{request.model}-{ground.name}")
    data = f"{ground.name}@{digest(ground.fingerprints)[:4]}"
    job = Job(
        request.model,
        ground.text,
        ground.pivot,
        ground.languages,
        request.settings,
        place,
        fingerprints,
        data,
    )
    return Planned(checked, job)


def _with_generations(request: Request) -> Request:
    """Return the request with the file of ``generations:FILE`` among its settings."""
    if kind(request.model) != GENERATIONS:
        return request
    if request.settings.generations is not None or request.settings.prompts is not None:
        raise InputError(
            "generations:FILE names the texts already.", fix="Leave --generations and --prompts away."
        )
    return replace(request, settings=replace(request.settings, generations=generations_file(request.model)))


def _cells(
    request: Request, probes: Sequence[Probe], ground: Ground, decides: Mapping[str, str]
) -> Iterator[Cell]:
    """Yield the cells in plan order: of each language every probe, then those that look at all together."""
    shared = {"version": __version__, **{name: decides[name] for name in ("model", "request")}}
    for language in ground.languages:
        prints = {**shared, "text": decides[str(language)]}
        for asked in probes:
            if asked.of_language is not None:
                params = {"model": request.model, "probe": asked.name, "language": str(language)}
                yield Cell(workbench=WORKBENCH, params=params, fingerprints=prints)
    for asked in probes:
        if asked.of_all is not None and not wanting(asked.all_wants, request):
            params = {"model": request.model, "probe": asked.name, "language": ""}
            yield Cell(workbench=WORKBENCH, params=params, fingerprints=dict(decides))


def _digest(path: Path) -> str:
    """Return the digits of a file's content, or of all files under a folder."""
    if path.is_file():
        return content_digest(path)
    found = content_of(path) if (path / "run.json").exists() else path.rglob("*")
    files = sorted(file for file in found if file.is_file())
    return combined(*(f"{file.relative_to(path)}={content_digest(file)}" for file in files))
