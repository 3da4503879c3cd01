"""One alignment out of two, each of which lets a word of one side come from one word of the other.

Source: Och and Ney 2003, section 4 (intersection, union, refined); grow-diag and its ends as in Koehn, Och
and Marcu 2003 and Koehn et al. 2005, "Edinburgh System Description for the 2005 IWSLT Speech Translation
Evaluation"; agreement after Liang, Taskar and Klein 2006, "Alignment by Agreement", section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final, Protocol

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.table import unknown

AGREED: Final = 0.4
_NEIGHBOURS: Final = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))

Cells = set[tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class BothWays:
    """What two directions say of one pair of m source and n target words.

    forward: the links of a model that lets targets come from sources; backward: of the other one.
    agreement: float32[m, n], the geometric mean of the probabilities that they give to each link.
    """

    forward: Cells
    backward: Cells
    agreement: Floats2d


class Symmetrisation(Protocol):
    """How two directions become one alignment."""

    def __call__(self, both: BothWays) -> Cells:
        """Return the links."""
        ...


def agreement(both: BothWays) -> Cells:
    """Return the links that both directions together find likely: a mean probability above 0.4."""
    return {(i, j) for i, j in np.argwhere(both.agreement > AGREED).tolist()}


def intersection(both: BothWays) -> Cells:
    """Return the links that both directions choose."""
    return both.forward & both.backward


def union(both: BothWays) -> Cells:
    """Return the links that one direction chooses."""
    return both.forward | both.backward


def grow_diag(both: BothWays) -> Cells:
    """Return the intersection, grown by neighbours in the union of which one word at least is free."""
    wanted = union(both)
    links = intersection(both)
    rows, columns = _covered(links)
    queue, later = sorted(links), []
    while queue:
        # As in sweeps over the matrix: what is added ahead of the sweep is met by it, the rest by the next.
        i, j = heappop(queue)
        for cell in ((i + down, j + right) for down, right in _NEIGHBOURS):
            if cell in wanted and cell not in links and (cell[0] not in rows or cell[1] not in columns):
                links.add(cell)
                rows.add(cell[0])
                columns.add(cell[1])
                if cell > (i, j):
                    heappush(queue, cell)
                else:
                    later.append(cell)
        if not queue:
            queue, later = sorted(later), []
    return links


def grow_diag_final(both: BothWays) -> Cells:
    """Return ``grow_diag`` and the links of either direction of which one word at least is still free."""
    return _finished(both, lambda row_free, column_free: row_free or column_free)


def grow_diag_final_and(both: BothWays) -> Cells:
    """Return ``grow_diag`` and the links of either direction of which both words are still free."""
    return _finished(both, lambda row_free, column_free: row_free and column_free)


def _finished(both: BothWays, wanted: Callable[[bool, bool], bool]) -> Cells:
    links = grow_diag(both)
    rows, columns = _covered(links)
    for direction in (both.forward, both.backward):
        for i, j in sorted(direction):
            if wanted(i not in rows, j not in columns):
                links.add((i, j))
                rows.add(i)
                columns.add(j)
    return links


SYMMETRISATIONS: Final[Mapping[str, Symmetrisation]] = {
    "agreement": agreement,
    "grow-diag": grow_diag,
    "grow-diag-final": grow_diag_final,
    "grow-diag-final-and": grow_diag_final_and,
    "intersection": intersection,
    "union": union,
}


def symmetrisation(name: str) -> Symmetrisation:
    """Return the symmetrisation called ``name``; raises UnknownName if there is none."""
    if name not in SYMMETRISATIONS:
        raise unknown(name, SYMMETRISATIONS, kind="symmetrisation")
    return SYMMETRISATIONS[name]


def _covered(links: Cells) -> tuple[set[int], set[int]]:
    return {i for i, _ in links}, {j for _, j in links}
