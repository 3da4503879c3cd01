"""Model names: what the part before the colon stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.models.contracts import Model

MODELS: Final[Mapping[str, str]] = {
    "static": "isogloss.models.static.model:load",
}


def load_model(name: str) -> Model:
    """Return the model that ``name`` stands for: ``static`` or ``static:FOLDER``.

    Raises UnknownName for a kind no table holds, InputError if the folder holds no such model.
    """
    kind, _, place = name.partition(":")
    model: Model = table.load(MODELS, kind, kind="model")(place)
    return model
