from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.errors import UnknownName
from isogloss.models.aligners.statistical.symmetrisation import (
    SYMMETRISATIONS,
    BothWays,
    Cells,
    symmetrisation,
)

SIZE = 6
CELLS = st.sets(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=12)


def ways(forward: Cells, backward: Cells) -> BothWays:
    return BothWays(forward, backward, np.zeros((SIZE, SIZE), np.float32))


def slow_grow_diag(forward: Cells, backward: Cells) -> Cells:
    """Sweep over the whole matrix until a sweep adds nothing, as the description of 2005 has it."""
    links = forward & backward
    both = forward | backward
    while True:
        before = len(links)
        for i in range(SIZE):
            for j in range(SIZE):
                if (i, j) not in links:
                    continue
                for down, right in ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)):
                    new = (i + down, j + right)
                    row_free = all(a != new[0] for a, _ in links)
                    column_free = all(b != new[1] for _, b in links)
                    if (row_free or column_free) and new in both:
                        links.add(new)
        if len(links) == before:
            return links


def slow_final(links: Cells, direction: Cells, *, both_free: bool) -> Cells:
    for i in range(SIZE):
        for j in range(SIZE):
            free = [all(a != i for a, _ in links), all(b != j for _, b in links)]
            if (i, j) in direction and (all(free) if both_free else any(free)):
                links.add((i, j))
    return links


@given(CELLS, CELLS)
def test_growing_is_its_slow_twin(forward: Cells, backward: Cells) -> None:
    grown = slow_grow_diag(forward, backward)
    assert symmetrisation("grow-diag")(ways(forward, backward)) == grown
    for name, both_free in (("grow-diag-final", False), ("grow-diag-final-and", True)):
        expected = slow_final(set(grown), forward, both_free=both_free)
        expected = slow_final(expected, backward, both_free=both_free)
        assert symmetrisation(name)(ways(forward, backward)) == expected


@given(CELLS, CELLS)
def test_all_of_directions_lie_between_intersection_and_union(forward: Cells, backward: Cells) -> None:
    for name in SYMMETRISATIONS.keys() - {"agreement"}:
        found = symmetrisation(name)(ways(forward, backward))
        assert forward & backward <= found <= forward | backward, name
    assert symmetrisation("intersection")(ways(forward, backward)) == forward & backward
    assert symmetrisation("union")(ways(forward, backward)) == forward | backward


def test_agreement_takes_what_is_likely_both_ways() -> None:
    likely = np.array([[0.9, 0.1], [0.41, 0.39]], np.float32)
    assert symmetrisation("agreement")(BothWays(set(), set(), likely)) == {(0, 0), (1, 0)}


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean grow-diag-final"):
        symmetrisation("grow-diag-finale")
