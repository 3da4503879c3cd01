"""Public names of a package, imported when they are first asked for (PEP 562)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def lazy(package: str, places: Mapping[str, Iterable[str]]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package whose names live elsewhere.

    places: dotted module -> the public names it holds. Looked up once, a name is the package's own.
    """
    module_of = {name: module for module, names in places.items() for name in names}

    def attribute(name: str) -> Any:  # noqa: ANN401  a module attribute may be anything
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(module_of[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return attribute
