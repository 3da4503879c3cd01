"""How numbers of things are said."""

from __future__ import annotations


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return ``1 language``, ``1,622 languages``; plural: where it is not the singular with an s."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
