"""``run.json``: what was asked, of what content, by which version, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from isogloss.errors import InputError, RunMismatch
from isogloss.runs.writing import write_bytes

# What changes some content without a file being touched.
_MADE_BY: Final = {"model": " (its files, or ISOGLOSS_DTYPE)"}


class Gap(Struct, frozen=True):
    """A cell that gave nothing, and why."""

    cell: str
    params: Mapping[str, Any]
    error: str
    traceback: str = ""


class RunRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The record at the root of a run folder.

    request: what was asked, as plain JSON. fingerprints: name -> digits of the content it was asked of.
    facts: what the workbench wants its readers to know (labels, sizes, remarks), as plain JSON.
    """

    version: str
    workbench: str
    request: Mapping[str, Any]
    fingerprints: Mapping[str, str]
    facts: Mapping[str, Any] = {}
    cells: int
    state: Literal["running", "done", "gaps", "interrupted"] = "running"
    started: str = ""
    ended: str = ""
    seconds: float = 0.0
    gaps: tuple[Gap, ...] = ()


def read_record(folder: Path) -> RunRecord:
    """Return the record of a run folder; raises InputError if there is none or it is damaged."""
    file = folder / "run.json"
    try:
        return msgspec.json.decode(file.read_bytes(), type=RunRecord)
    except FileNotFoundError:
        what = "is no run folder (it has no run.json)" if folder.is_dir() else "there is no such folder"
        raise InputError(f"{folder}: {what}.", fix="Name the folder that a command wrote, runs/… .") from None
    except NotADirectoryError:
        raise InputError(f"{folder}: is no folder.", fix="Name the folder that a command wrote.") from None
    except OSError as fault:
        raise InputError(f"{file}: cannot be read: {fault.strerror}.") from fault
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise InputError(
            f"{file}: is damaged: {fault}.", fix="Run the command again into another folder with --out."
        ) from None


def write_record(folder: Path, record: RunRecord) -> None:
    """Write the record whole; raises Unwritable if the disk refuses."""
    write_bytes(folder / "run.json", msgspec.json.format(msgspec.json.encode(record), indent=2))


def refuse_another(folder: Path, old: RunRecord, new: RunRecord) -> None:
    """Raise RunMismatch, naming what differs, unless both records ask the same of the same content."""
    differences = [
        *_differences({"isogloss": old.version, "workbench": old.workbench}, _identity(new)),
        *_differences(old.request, new.request),
        *(
            f"content of {name}{_MADE_BY.get(name, '')}"
            for name in _changed(old.fingerprints, new.fingerprints)
        ),
    ]
    if differences:
        more = f" and {len(differences) - 3} more" if len(differences) > 3 else ""
        raise RunMismatch(
            f"{folder} holds another run; it differs in {'; '.join(differences[:3])}{more}.",
            fix="Choose another place with --out, or delete that folder.",
        )


def _identity(record: RunRecord) -> dict[str, str]:
    return {"isogloss": record.version, "workbench": record.workbench}


def _differences(old: Mapping[str, Any], new: Mapping[str, Any], within: str = "") -> list[str]:
    """Return what differs, by the path to it: ``recipes.0.seeds (0 there, 3 now)``."""
    found = []
    for name in _changed(old, new):
        there, now = _opened(old.get(name)), _opened(new.get(name))
        if isinstance(there, Mapping) and isinstance(now, Mapping):
            found += _differences(there, now, f"{within}{name}.")
        else:
            found.append(f"{within}{name} ({_short(there)} there, {_short(now)} now)")
    return found


def _opened(value: object) -> object:
    """Return a list of records as a mapping by place, so that their differences can be named."""
    if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        return {str(place): one for place, one in enumerate(value)}
    return value


def _short(value: object) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 60 else f"{text[:59]}…"


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
