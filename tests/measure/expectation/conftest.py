"""A real run of transfers over a toy data set."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.measure.expectation.toyrun import toy_run


@pytest.fixture(scope="session")
def run() -> Path:
    return toy_run()
