"""How many tokens this process had endpoints read and write, answers that were kept before included."""

from __future__ import annotations

from threading import Lock
from typing import Final


class Meter:
    """Counts what results would cost anew, so that a second run says the same. Safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read = self._written = 0

    def add(self, read: int, written: int) -> None:
        """Count the tokens of one answer."""
        with self._lock:
            self._read += read
            self._written += written

    def total(self) -> tuple[int, int]:
        """Return the tokens read and written since the process began."""
        with self._lock:
            return self._read, self._written


METER: Final = Meter()
