"""Ranks and their correlation beside SciPy's."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.metrics.ranks import rank_correlation, ranks


@pytest.mark.parametrize("seed", range(5))
def test_ranks_and_rho_are_those_of_scipy_with_ties(seed: int) -> None:
    from scipy.stats import rankdata, spearmanr

    one, other = np.random.default_rng(seed).integers(0, 6, (2, 20)).astype(np.float64)
    assert ranks(one).tolist() == rankdata(one).tolist()
    assert rank_correlation(one, other) == pytest.approx(spearmanr(one, other).statistic)


@pytest.mark.parametrize("flat", [[], [2.0], [3.0, 3.0, 3.0]])
def test_what_is_all_alike_has_no_correlation(flat: list[float]) -> None:
    values = np.array(flat)
    assert np.isnan(rank_correlation(values, np.arange(float(len(flat)))))
