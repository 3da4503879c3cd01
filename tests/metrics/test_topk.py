"""The k largest, tile by tile, equal those of the whole matrix sorted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.metrics.topk import TopK


@given(
    rows=st.integers(0, 7),
    columns=st.integers(0, 9),
    k=st.integers(0, 6),
    step=st.integers(1, 5),
    seed=st.integers(0, 1000),
)
def test_tiles_of_any_size_give_the_largest_of_rows_and_columns(
    rows: int, columns: int, k: int, step: int, seed: int
) -> None:
    matrix = np.random.default_rng(seed).integers(0, 4, (rows, columns)).astype(np.float32)
    of_rows, of_columns = TopK.empty(rows, k), TopK.empty(columns, k)
    for i in range(0, rows, step):
        for j in range(0, columns, step):
            tile = matrix[i : i + step, j : j + step]
            of_rows.offer(tile, owner=i, index=j)
            of_columns.offer(tile, owner=j, index=i, axis=0)
    for found, wanted in ((of_rows, matrix), (of_columns, matrix.T)):
        for own, values in enumerate(wanted):
            order = sorted(range(len(values)), key=lambda place: (-values[place], place))[:k]
            assert [place for place in found.indices[own].tolist() if place >= 0] == order
            assert found.means()[own] == pytest.approx(values[order].mean() if order else 0)


def test_values_that_keep_rising_and_values_that_are_all_the_same() -> None:
    rising = np.arange(6000, dtype=np.float32).reshape(2, 3000)
    found = TopK.empty(2, 3)
    for j in range(0, 3000, 500):
        found.offer(rising[:, j : j + 500], owner=0, index=j)
    assert found.indices.tolist() == [[2999, 2998, 2997]] * 2
    same = TopK.empty(2, 3)
    same.offer(np.ones((2, 3000), np.float32), owner=0, index=0)
    assert same.indices.tolist() == [[0, 1, 2]] * 2


def test_what_is_no_number_is_never_taken() -> None:
    found = TopK.empty(1, 2)
    found.offer(np.array([[np.nan, 0.5]], np.float32), owner=0, index=0)
    assert (found.indices.tolist(), found.means().tolist()) == ([[1, -1]], [0.5])
