"""isogloss: what works in one language, taken to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isogloss.errors import (
    BadRow,
    InputError,
    IsoglossError,
    MissingExtra,
    RunBusy,
    RunMismatch,
    UnknownLanguage,
    UnknownName,
    Unwritable,
)
from isogloss.lazy import lazy
from isogloss.version import __version__

if TYPE_CHECKING:
    from isogloss.data.loading import load_dataset
    from isogloss.languages.language import Language
    from isogloss.models.registry import load_model
    from isogloss.transfer.recipe import Recipe

__all__ = [
    "BadRow",
    "InputError",
    "IsoglossError",
    "Language",
    "MissingExtra",
    "Recipe",
    "RunBusy",
    "RunMismatch",
    "UnknownLanguage",
    "UnknownName",
    "Unwritable",
    "__version__",
    "load_dataset",
    "load_model",
]

__getattr__ = lazy(
    __name__,
    {
        "isogloss.data.loading": ("load_dataset",),
        "isogloss.languages.language": ("Language",),
        "isogloss.models.registry": ("load_model",),
        "isogloss.transfer.recipe": ("Recipe",),
    },
)
