"""The data set that the tests of this folder share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transfer.letters import write_letters


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    return write_letters(tmp_path / "letters")
