"""Views by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec

from isogloss import table
from isogloss.data.examples import Example
from isogloss.errors import InputError

VIEWS: Final[Mapping[str, str]] = {
    "beside": "isogloss.views.beside:SetBeside",
    "romanise": "isogloss.views.romanising:Romanise",
    "sample": "isogloss.views.sampling:Sample",
    "switch": "isogloss.views.switching:Switch",
    "translate": "isogloss.views.translating:Translate",
}


class View(Protocol):
    """Makes other examples of examples: its parameters are its fields, and the same seed gives the same."""

    def __call__(self, examples: Sequence[Example], *, seed: int) -> list[Example]:
        """Return the examples as this view shows them, each with its id and origin."""
        ...


def view(spec: Mapping[str, Any]) -> View:
    """Return the view that ``{"view": name, parameter: value, ...}`` describes.

    Raises UnknownName if there is none of that name, InputError if a parameter is unknown, missing or wrong.
    """
    parameters = dict(spec)
    name = parameters.pop("view", None)
    if not isinstance(name, str):
        raise InputError(
            f"The view {spec!r} has no name.", fix='Write for example {view = "sample", k = 50}.'
        )
    kind = table.load(VIEWS, name, kind="view")
    try:
        found: View = msgspec.convert(parameters, kind)
    except msgspec.ValidationError as fault:
        raise InputError(f"The view {name!r} takes no such parameters: {fault}.") from None
    return found
