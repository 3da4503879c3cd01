"""The one file that a tokenizer is read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from isogloss.data.lines import missing
from isogloss.errors import InputError


def one_file(kind: str, argument: str, patterns: Sequence[str]) -> Path:
    """Return the file that ``argument`` names, or the only one of these patterns in the folder it names.

    Raises InputError if there is none, or several.
    """
    if not argument:
        raise InputError(f"The tokenizer {kind!r} has no file.", fix=f"Write: {kind}:FILE")
    place = Path(argument).expanduser()
    if not place.exists():
        raise missing(place)
    if not place.is_dir():
        return place
    found = sorted(path for pattern in patterns for path in place.glob(pattern) if path.is_file())
    if len(found) != 1:
        count = ", ".join(path.name for path in found[:4]) if found else "none"
        raise InputError(
            f"{place} holds {count} of {', '.join(patterns)}.", fix=f"Name the file: {kind}:FILE"
        )
    return found[0]
