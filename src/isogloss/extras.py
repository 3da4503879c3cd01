"""Optional dependencies, imported where they are needed and named when they are missing."""

from __future__ import annotations

import importlib
from types import ModuleType

from isogloss.errors import MissingExtra


def need(module: str, *, extra: str, purpose: str) -> ModuleType:
    """Return the imported ``module``; raises MissingExtra that says what to install and what for."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        raise MissingExtra(
            f"{purpose} needs the Python package {missing.name}, which is not installed.",
            fix=f"Install it with: pip install 'isogloss[{extra}]'",
        ) from None
