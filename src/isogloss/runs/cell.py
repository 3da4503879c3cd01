"""The smallest resumable piece of a run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from isogloss.runs.cost import Cost
from isogloss.runs.row import Prediction, Row

Param = str | int | float | None


class Cell(Struct, frozen=True, kw_only=True):
    """What one piece of work is made of: its parameters, and the content that decides its result.

    params: a flat mapping; the engine knows none of its names.
    fingerprints: name -> hexadecimal digits of content (data, model, recipe, code version).
    """

    workbench: str
    params: Mapping[str, Param]
    fingerprints: Mapping[str, str] = {}

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits that name this cell on disk."""
        return digest([self.workbench, self.params, self.fingerprints])[:16]

    def __str__(self) -> str:
        return " ".join(f"{name}={value}" for name, value in self.params.items() if value not in (None, ""))


class Outcome(Struct, frozen=True):
    """What computing a cell gave: at least one row, and the predictions behind it; and what it took."""

    rows: tuple[Row, ...]
    predictions: tuple[Prediction, ...] = ()
    costs: tuple[Cost, ...] = ()


class Failure(Struct, frozen=True):
    """Why a cell gave nothing."""

    error: str
    traceback: str = ""


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON (sorted keys, no spaces) of ``value``, as 64 digits."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
