"""The tiny models that the tests of this folder share."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.models.hf.decoder import MixtureDecoder, TransformerDecoder
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.model import load
from isogloss.models.hf.placement import Placement
from tests import tinymodels


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    return tinymodels.encoder_folder()


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> TransformerEncoder:
    return load(str(encoder_folder), Placement())


@pytest.fixture(scope="session")
def decoder() -> TransformerDecoder:
    found = load(str(tinymodels.decoder_folder()), Placement())
    assert isinstance(found, TransformerDecoder)
    return found


@pytest.fixture(scope="session")
def mixture() -> MixtureDecoder:
    found = load(str(tinymodels.mixture_folder()), Placement())
    assert isinstance(found, MixtureDecoder)
    return found
