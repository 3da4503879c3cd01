"""What the copies that views make of an example have in common."""

from __future__ import annotations

from typing import Final, TypeAlias

from isogloss.data.examples import Example

MARK: Final = "~"  # between an example's id and what tells its copies apart

Original: TypeAlias = tuple[str, str]  # where an example was read, and its id there


def original_of(example: Example) -> Original:
    """Return what an example, its translations and its switched copies share, and no other example has."""
    return example.origin, example.id.partition(MARK)[0]
