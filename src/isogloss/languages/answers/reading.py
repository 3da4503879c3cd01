"""What is read from the answer of a model, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from isogloss.languages.numbers.number import Number

How: TypeAlias = Literal["boxed", "marked", "final", "cue", "whole", "leading", "last", ""]
Reason: TypeAlias = Literal["", "empty", "no answer", "several", "time", "contradiction", "no such option"]


@dataclass(frozen=True, slots=True)
class Reading:
    r"""A final answer, or why none was read; unread is not wrong.

    how: ``boxed`` (``\boxed{18}``), ``marked`` (``#### 18``, ``<answer>18</answer>``), ``final`` (behind
    words like "final answer"), ``cue`` (behind "answer"), ``whole`` (nothing else stands there), ``leading``
    (an option's letter begins the text), ``last`` (a guess: the last number, or the one letter that stands in
    brackets or alone); empty where unread.
    number: for numbers. option: for choices, the place of the option, from 0.
    start, end: where it stands in the text as given.
    reason: why nothing was read, else empty. ``several``: numbers of which none is the answer (5 or 7, 10-20,
    3 × 4). ``time``: 12:00 and other numbers around a colon. ``contradiction``: two answers of one kind.
    """

    how: How = ""
    number: Number | None = None
    option: int | None = None
    start: int = 0
    end: int = 0
    reason: Reason = ""

    @property
    def read(self) -> bool:
        """Return whether there is an answer to compare with the right one."""
        return self.reason == ""
