"""Tables of parts: a name, and where the part lives, resolved when asked for."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterable, Mapping
from typing import Any

from isogloss.errors import InputError, UnknownName


def load(table: Mapping[str, str], name: str, *, kind: str) -> Any:  # noqa: ANN401  a table holds parts of any type
    """Return the object that ``table`` names as ``"module:attribute"``.

    Raises UnknownName with the nearest known names if ``name`` is not in the table.
    """
    if name not in table:
        raise unknown(name, table, kind=kind)
    module, _, attribute = table[name].partition(":")
    return getattr(importlib.import_module(module), attribute)


def described(table: Mapping[str, str], spec: Mapping[str, Any], *, kind: str, such_as: str) -> Any:  # noqa: ANN401  as ``load``
    """Return the part that ``{kind: name, parameter: value, ...}`` describes; its fields are its parameters.

    such_as: what an error offers to write where ``spec`` names none.
    Raises UnknownName if there is none of that name, InputError if a parameter is unknown, missing or wrong.
    """
    import msgspec

    parameters = dict(spec)
    name = parameters.pop(kind, None)
    if not isinstance(name, str):
        raise InputError(f"The {kind} {spec!r} has no name.", fix=f"Write for example {such_as}.")
    try:
        return msgspec.convert(parameters, load(table, name, kind=kind))
    except msgspec.ValidationError as fault:
        raise InputError(f"The {kind} {name!r} takes no such parameters: {fault}.") from None


def unknown(name: str, known: Iterable[str], *, kind: str) -> UnknownName:
    """Return the error for a name that is not among ``known``, offering the three nearest."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return UnknownName(
        f"There is no {kind} {name!r}.",
        fix=f"Did you mean {', '.join(near)}?" if near else f"Known: {', '.join(known)}.",
    )
