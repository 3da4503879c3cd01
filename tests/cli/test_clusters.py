"""``--ray``: what is said where there is no cluster, before anything is done."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from isogloss.errors import MissingExtra
from tests.cli.command import Command
from tests.transfer.letters import write_letters


@pytest.mark.parametrize("address", ["auto:", "127.0.0.1:{closed}"])
def test_a_cluster_that_is_not_there_is_named_and_nothing_is_written(
    isogloss: Command, tmp_path: Path, address: str
) -> None:
    pytest.importorskip("ray", reason="Ray is not installed")
    write_letters(tmp_path / "letters")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        asked = address.format(closed=closed.getsockname()[1])
        ended = isogloss(
            "transfer", tmp_path / "letters", "--from", "eng", "--out", tmp_path / "run", "--ray", asked
        )
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert asked in ended.err
    assert not (tmp_path / "run").exists()


def test_mining_elsewhere_needs_a_place_that_all_see(isogloss: Command, tmp_path: Path) -> None:
    for name, text in (("a", "ሰላም ለዓለም\n"), ("b", "hello world\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ended = isogloss("data", "mine", tmp_path / "a", tmp_path / "b", "--ray", "10.0.0.1:6379")
    assert ended.code == 2
    assert "--work" in ended.err


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from isogloss.runs.ray.cluster import cluster

    monkeypatch.setitem(sys.modules, "ray", None)  # as Python does where a package is not installed
    with pytest.raises(MissingExtra, match=r"pip install 'isogloss\[ray\]'"):
        cluster("local")
