"""A server of our own for each test, and an endpoint that asks it without waiting long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from isogloss.models.endpoints.endpoint import Endpoint, connected
from isogloss.models.endpoints.settings import Patience
from isogloss.models.hf.decoder import TransformerDecoder
from isogloss.models.hf.model import load
from tests import tinymodels
from tests.models.endpoints.server import Server, serving

QUICK = Patience(attempts=8, first_wait=0.01, longest_wait=0.05, timeout=60.0, at_once=4, texts=4)


@pytest.fixture(scope="session")
def tiny() -> TransformerDecoder:
    found = load(str(tinymodels.decoder_folder()))
    assert isinstance(found, TransformerDecoder)
    return found


@pytest.fixture
def server(tiny: TransformerDecoder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("ISOGLOSS_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with serving(tiny) as found:
        yield found


@pytest.fixture
def connect(server: Server, tmp_path: Path) -> Callable[..., Endpoint]:
    def connected_anew(patience: Patience = QUICK, cache: str = "cache") -> Endpoint:
        return connected(server.place, patience, tmp_path / cache)

    return connected_anew
