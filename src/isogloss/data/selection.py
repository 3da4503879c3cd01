"""Finding a split of a language in what a data set has, or saying what there is instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from isogloss.errors import InputError
from isogloss.languages import Language

T = TypeVar("T")

_SHOWN = 12


def pick(parts: Mapping[Language, Mapping[str, T]], split: str, language: Language) -> T:
    """Return the part of a split and language; raises InputError that lists what there is."""
    if language not in parts:
        raise InputError(f"The data set has nothing in {language}.", fix=f"It has {_listed(parts)}.")
    if split not in parts[language]:
        raise InputError(
            f"The data set has no split {split!r} in {language}.",
            fix=f"It has {', '.join(parts[language])}.",
        )
    return parts[language][split]


def _listed(parts: Mapping[Language, object]) -> str:
    shown = ", ".join(str(language) for language in list(parts)[:_SHOWN])
    return shown if len(parts) <= _SHOWN else f"{shown} and {len(parts) - _SHOWN} more"
