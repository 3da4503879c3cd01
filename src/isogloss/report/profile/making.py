"""How a run of probes was made, for those who want to make it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Final

from isogloss.runs.engine import Run

_OPTIONS: Final = (
    "lines",
    "prices",
    "populations",
    "given",
    "lexicon",
    "links",
    "generations",
    "prompts",
    "scores",
    "predict",
    "examples",
    "influence_by",
    "most",
    "templates",
    "context",
    "seed",
)


def made(run: Run) -> list[tuple[str, str]]:
    """Return what was asked and of what, as (name, value), in the order they are read."""
    record = run.record
    fields = [
        ("command", " ".join(["isogloss measure", *(shlex.quote(part) for part in _arguments(run))])),
        ("run folder", str(run.folder)),
        ("isogloss", record.version),
        ("started", record.started.replace("T", " ").replace("+00:00", " UTC")),
        ("time of the last call", f"{record.seconds:,.1f} s" if record.seconds else ""),
        ("state", f"{record.state}, {record.cells:,} cells"),
        ("model", f"{record.request.get('model', '')} {record.fingerprints.get('model', '')[:16]}".strip()),
        ("probes", "; ".join(f"{name} ({paper})" for name, paper in record.facts.get("probes", {}).items())),
    ]
    return [(name, value) for name, value in fields if value]


def _arguments(run: Run) -> Iterator[str]:
    """Yield the arguments that ask the same, as near as the record tells; defaults left out."""
    request = run.record.request
    yield str(request.get("model", ""))
    if request.get("on"):
        yield from ("--on", str(request["on"]))
    if request.get("languages", "all") != "all":
        yield from ("--languages", str(request["languages"]))
    if request.get("pivot", "eng") != "eng":
        yield from ("--pivot", str(request["pivot"]))
    yield from ("--probes", ",".join(map(str, request.get("probes", ()))))
    if request.get("poolings"):
        yield from ("--pooling", ",".join(map(str, request["poolings"])))
    for option in _OPTIONS:
        # generations:FILE names the file already.
        named = option == "generations" and str(request.get("model", "")).startswith("generations:")
        if option in request and not named:
            value = request[option]
            yield from (
                f"--{option.replace('_', '-')}",
                ",".join(value) if isinstance(value, list | tuple) else str(value),
            )
    if request.get("keep_going"):
        yield "--keep-going"
