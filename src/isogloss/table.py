"""Tables of parts: a name, and where the part lives, resolved when asked for."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterable, Mapping
from typing import Any

from isogloss.errors import UnknownName


def load(table: Mapping[str, str], name: str, *, kind: str) -> Any:  # noqa: ANN401  a table holds parts of any type
    """Return the object that ``table`` names as ``"module:attribute"``.

    Raises UnknownName with the nearest known names if ``name`` is not in the table.
    """
    if name not in table:
        raise unknown(name, table, kind=kind)
    module, _, attribute = table[name].partition(":")
    return getattr(importlib.import_module(module), attribute)


def unknown(name: str, known: Iterable[str], *, kind: str) -> UnknownName:
    """Return the error for a name that is not among ``known``, offering the three nearest."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return UnknownName(
        f"There is no {kind} {name!r}.",
        fix=f"Did you mean {', '.join(near)}?" if near else f"Known: {', '.join(known)}.",
    )
