"""What is read of one answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_THOUGHT: Final = re.compile(r"^.*</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Read:
    """The label that an answer says; where nothing could be read, one that is never right.

    unread: why not, else empty.
    """

    label: str
    unread: str = ""


def spoken(said: str) -> str:
    """Return an answer without what the model thought before it, where it marks its thoughts."""
    return _THOUGHT.sub("", said).strip()
