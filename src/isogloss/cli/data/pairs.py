"""The sentence pairs that a command is given."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from isogloss.data.examples import SentencePair
    from isogloss.data.rejects import Reject


def pairs_in(path: str, *, rejects: list[Reject] | None, blank: bool = False) -> Iterator[SentencePair]:
    """Yield the pairs of a file, of which every row is checked first, or of standard input as it comes.

    Raises BadRow as ``read_pairs`` does, unless ``rejects`` takes the rows; blank: as there.
    """
    from isogloss.data.lines import lines_of
    from isogloss.data.pairs import pairs_of, read_pairs

    if path == "-":
        place = Path("standard input")
        return pairs_of(lines_of(sys.stdin.buffer, place), place, rejects=rejects, blank=blank)
    if rejects is None:
        for _ in read_pairs(path, blank=blank):
            pass
    return read_pairs(path, rejects=rejects, blank=blank)
