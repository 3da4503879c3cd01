"""What stands after the colon in a detector's name."""

from __future__ import annotations

from isogloss.errors import InputError


def none_taken(name: str, argument: str) -> None:
    """Raise InputError if a detector that takes no argument was given one."""
    if argument:
        raise InputError(
            f"The detector {name!r} takes nothing after a colon, not {argument!r}.", fix=f"Say {name}."
        )
