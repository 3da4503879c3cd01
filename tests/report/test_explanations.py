from __future__ import annotations

import pytest

from isogloss.report.profile.explanations import Push


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "+0.000"), (0.25, "+0.250"), (-0.001, "−0.001"), (0.00042, "+4.2e−04"), (-3e-9, "−3.0e−09")],
)
def test_a_small_push_is_not_called_nothing(value: float, shown: str) -> None:
    assert Push(side="for", value=value, label="food", id="1", text="bread").signed == shown
