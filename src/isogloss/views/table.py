"""Views by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from isogloss import table
from isogloss.data.examples import Example

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
    found: View = table.described(VIEWS, spec, kind="view", such_as='{view = "sample", k = 50}')
    return found
