"""What cells share, and whose fault it is where it cannot be made."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors import SafetensorError

from isogloss.errors import Unwritable
from isogloss.runs.cache import shared_folder


def made(folder: Path, make: Callable[[Path], object]) -> Path:
    return shared_folder(folder / "cache" / "one", lambda own: (make(own), None)[1], locks=folder / "locks")


def test_it_is_made_once_and_appears_whole(tmp_path: Path) -> None:
    places = []

    def make(folder: Path) -> None:
        places.append(folder)
        (folder / "file").write_text("said", encoding="utf-8")

    for _ in range(2):
        assert (made(tmp_path, make) / "file").read_text(encoding="utf-8") == "said"
    assert len(places) == 1
    assert not places[0].exists()


def full(folder: Path) -> None:
    raise SafetensorError(f"Error while serializing: no space in {folder} (os error {errno.ENOSPC})")


def refused(number: int, name: str = "") -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        raise OSError(number, "said", name.format(folder=folder) or None)

    return make


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(refused(errno.ENOSPC), id="full"),
        pytest.param(full, id="full, as safetensors says it"),
        pytest.param(refused(errno.EROFS, "/elsewhere"), id="read-only"),
        pytest.param(refused(errno.EACCES, "{folder}/file"), id="not allowed"),
    ],
)
def test_a_disk_that_refuses_stops_all(make: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="cannot be written"):
        made(tmp_path, make)
    assert not (tmp_path / "cache" / "one").exists()
    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(refused(errno.ENOENT, "/weights/model.safetensors"), id="weights that went"),
        pytest.param(refused(errno.ECONNRESET), id="a server that went"),
    ],
)
def test_what_it_is_made_of_is_no_fault_of_the_disk(make: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(OSError, match="said") as found:
        made(tmp_path, make)
    assert not isinstance(found.value, Unwritable)
    assert not (tmp_path / "cache" / "one").exists()
