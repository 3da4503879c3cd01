"""isogloss: what works in one language, taken to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

_LAZY = {
    "Language": "isogloss.languages.language",
    "Recipe": "isogloss.transfer.recipe",
    "load_dataset": "isogloss.data.loading",
    "load_model": "isogloss.models.registry",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  a module attribute may be anything
    """Import what is heavier than a record only when it is asked for (PEP 562)."""
    if name in _LAZY:
        import importlib

        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'isogloss' has no attribute {name!r}")
