"""What is looked at is spread over all there is."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.metrics.sampling import evenly


@pytest.mark.parametrize("most", [1, 2, 3, 7, 100, 200])
def test_of_any_number_of_things_the_first_to_the_last_are_taken_once_each(most: int) -> None:
    for count in range(1, 650):
        places = evenly(count, most)
        assert len(places) == min(count, most)
        assert places[0] == 0
        assert (np.diff(places) > 0).all()
        if most > 1:
            assert places[-1] == count - 1
            assert set(np.diff(places).tolist()) <= {
                (count - 1) // (len(places) - 1 or 1) + one for one in (0, 1)
            }
        else:
            assert places.tolist() == [0]


def test_of_nothing_nothing_is_taken() -> None:
    assert evenly(0, 5).tolist() == []


def test_of_millions_none_comes_twice() -> None:
    assert len(np.unique(evenly(10_000_019, 3_333_333))) == 3_333_333
