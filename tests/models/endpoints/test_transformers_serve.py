"""A real server of somebody else's: ``transformers serve`` over the tiny decoder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")
pytest.importorskip("httpx", reason="needs isogloss[endpoint]")
pytest.importorskip("fastapi", reason="transformers serve needs fastapi and uvicorn")
pytest.importorskip("uvicorn", reason="transformers serve needs fastapi and uvicorn")

import httpx
import transformers

from isogloss.models.endpoints.endpoint import connected
from isogloss.models.endpoints.settings import Patience
from isogloss.models.hf.decoder import TransformerDecoder
from tests import tinymodels

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield MODEL@URL of a server that was started for it and ends with it."""
    folder = tmp_path_factory.mktemp("served") / "tiny"
    shutil.copytree(tinymodels.decoder_folder(), folder)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    tokenizer.chat_template = "{{ bos_token }}{{ messages[0]['content'] }} ="
    tokenizer.save_pretrained(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from transformers.cli.transformers import main; main()",
        "serve",
        str(folder),
    ]
    options = ["--port", str(port), "--device", "cpu", "--dtype", "float32"]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    said = folder.parent / "said.txt"
    with said.open("wb") as log:
        server = subprocess.Popen([*command, *options], env=environment, stdout=log, stderr=log)
    try:
        _until_it_answers(server, f"http://127.0.0.1:{port}/health", said)
        yield f"{folder}@http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(30)


def _until_it_answers(server: subprocess.Popen[bytes], health: str, said: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"transformers serve has ended: {said.read_text()[-2000:]}")
        with suppress(httpx.HTTPError):
            if httpx.get(health, trust_env=False).status_code == 200:
                return
        time.sleep(0.5)
    pytest.fail("transformers serve did not start within five minutes")


def test_its_chat_says_what_the_model_says(place: str, tmp_path: Path, tiny: TransformerDecoder) -> None:
    endpoint = connected(place, Patience(attempts=2, at_once=2, timeout=120), tmp_path)
    prompts = [pair.west for pair in tinymodels.parallel(3, seed=9)]
    expected = tiny.generate([f"{prompt} =" for prompt in prompts], most=20)
    assert [text.strip() for text in endpoint.generate(prompts, most=20)] == [
        text.strip() for text in expected
    ]
    assert endpoint.spent.tokens_out > 0
