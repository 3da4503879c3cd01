"""How a run was made, for those who want to make it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from isogloss.runs.engine import Run

_OPTIONS: Final = (
    "translator",
    "lexicon",
    "heads",
    "finetune",
    "class_weights",
    "seed",
    "cross_questions",
    "keep_going",
)


def made(run: Run) -> list[tuple[str, str]]:
    """Return what was asked and of what, as (name, value), in the order they are read."""
    record, facts = run.record, run.record.facts
    seconds = f"{record.seconds:,.1f} s" if record.seconds else ""
    fields = [
        ("command", command(run)),
        ("run folder", str(run.folder)),
        ("isogloss", record.version),
        ("started", record.started.replace("T", " ").replace("+00:00", " UTC")),
        ("time of the last call", seconds),
        ("state", f"{record.state}, {record.cells:,} cells"),
        ("data set", f"{facts.get('dataset', '')}, from {record.request.get('data', '')}"),
        ("licence of the data", str(facts.get("licence", "")) or "not stated"),
        ("model", f"{record.request.get('model', '')} {record.fingerprints.get('model', '')[:16]}".strip()),
        ("labels", _labels(facts.get("labels", {}))),
    ]
    return [(name, value) for name, value in fields if value]


def command(run: Run) -> str:
    """Return the command line that asks the same, as near as the record tells; defaults left out."""
    named = run.record.facts.get("recipes_as_named", ())
    arguments = _arguments(run.record.request, [str(name) for name in named])
    return " ".join(["isogloss", run.record.workbench, *(shlex.quote(part) for part in arguments)])


def _arguments(request: Mapping[str, Any], recipes: Sequence[str]) -> Iterator[str]:
    yield str(request.get("data", ""))
    for source in request.get("from", ()):
        yield from ("--from", str(source))
    yield from ("--to", str(request.get("to", "all")))
    if request.get("model", "static") != "static":
        yield from ("--model", str(request["model"]))
    if recipes and list(recipes) != ["zero-shot"]:
        yield from ("--recipes", ",".join(recipes))
    usual = ["train", "dev", "test"]
    for name, given in zip(usual, request.get("splits") or usual, strict=False):
        if given != name:
            yield from (f"--{name}-split", str(given))
    for name, column in (request.get("columns") or {}).items():
        yield from (f"--{name}", str(column))
    for name in _OPTIONS:
        yield from _option(name, request.get(name))


def _option(name: str, given: object) -> Iterator[str]:
    """Yield an option as it is written; nothing where it was left as it was."""
    option = f"--{name.replace('_', '-')}"
    if given is True:
        yield option
    elif isinstance(given, list) and name == "lexicon":
        for one in given:
            yield from (option, str(one))
    elif given:
        yield from (option, ",".join(map(str, given)) if isinstance(given, list) else str(given))


def _labels(labels: Mapping[str, list[str]]) -> str:
    if len(labels) == 1:
        return ", ".join(next(iter(labels.values())))
    return "; ".join(f"{source}: {', '.join(of_source)}" for source, of_source in labels.items())
