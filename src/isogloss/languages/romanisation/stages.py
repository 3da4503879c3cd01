"""What a text goes through on its way to Latin letters: stages that each rewrite some of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from isogloss.languages.aligned import Aligned, joined

_REMEMBERED: Final = 100_000


class Stage(Protocol):
    """Rewrites a part of a text. ``aligned(text).text == transliterate(text)``."""

    @property
    def starts(self) -> frozenset[str]:
        """The characters that what it rewrites can begin with: a text without them is left alone."""
        ...

    def transliterate(self, text: str) -> str:
        """Return the text, rewritten."""
        ...

    def aligned(self, text: str) -> Aligned:
        """Return the text, rewritten, which knows what each part of it was made from."""
        ...


class Written(dict[str, str]):
    """What a cluster of letters is written as, worked out once; forgets all when it holds too much."""

    def __init__(self, write: Callable[[str], str]) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, cluster: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        written = self[cluster] = self.write(cluster)
        return written


@dataclass(frozen=True)
class Clusters:
    """Writes every cluster of letters that a pattern finds.

    starts: all characters that the pattern can begin to match at.
    pattern: one group, round all of it.
    """

    starts: frozenset[str]
    pattern: re.Pattern[str]
    written: Written

    def transliterate(self, text: str) -> str:
        """Return the text with its clusters written; linear in its length."""
        written = self.written
        # Split leaves what is found at every second place, with no call of Python's for each.
        pieces = self.pattern.split(text)
        pieces[1::2] = [written[cluster] for cluster in pieces[1::2]]
        return "".join(pieces)

    def aligned(self, text: str) -> Aligned:
        """Return the text with its clusters written, which knows what each was made from."""
        return joined(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        for place, piece in enumerate(self.pattern.split(text)):
            yield piece, self.written[piece] if place % 2 else piece


def clusters(starts: frozenset[str], pattern: str, write: Callable[[str], str]) -> Clusters:
    """Return the stage that writes what a pattern finds by a function, which is asked once a cluster.

    pattern: without groups that capture.
    """
    return Clusters(starts, re.compile(f"({pattern})"), Written(write))
