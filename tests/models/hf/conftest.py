"""The tiny models that the tests of this folder share."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.model import load
from tests import tinymodels


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    return tinymodels.encoder_folder()


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> TransformerEncoder:
    return load(str(encoder_folder))
