"""What is to be written, as metrics of texts read it from a label."""

from __future__ import annotations

import msgspec
from msgspec import Struct


class References(Struct, frozen=True):
    """Every text that counts as right, one at least, and the language they are in."""

    references: tuple[str, ...]
    language: str

    def __str__(self) -> str:
        """Return it as a run keeps it: one line of JSON."""
        return msgspec.json.encode(self).decode()


def references(label: str) -> References:
    """Return what ``str`` of it wrote."""
    return msgspec.json.decode(label, type=References)
