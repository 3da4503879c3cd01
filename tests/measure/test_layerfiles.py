"""Layers on disk: every format gives the same numbers, and a file that is none says why."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from isogloss.arrays import Floats3d
from isogloss.errors import InputError
from isogloss.measure.layerfiles import open_layers, write_layers

VECTORS: Floats3d = np.random.default_rng(0).normal(size=(3, 5, 4)).astype(np.float32)


def write(path: Path, array: object) -> Path:
    if path.name.endswith("packed.npz"):
        np.savez_compressed(path, array)  # type: ignore[arg-type]  # an array
    elif path.suffix == ".npz":
        np.savez(path, array)  # type: ignore[arg-type]  # an array
    elif path.suffix == ".npy":
        np.save(path, array)  # type: ignore[arg-type]  # an array
    else:
        save_file({"layers": array}, path)  # type: ignore[dict-item]  # an array
    return path


@pytest.mark.parametrize("name", ["a.npy", "a.npz", "packed.npz", "a.safetensors"])
@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_layers_are_read_one_at_a_time_in_any_order(name: str, kind: type, tmp_path: Path) -> None:
    given: Floats3d = VECTORS.astype(kind)
    found = open_layers(write(tmp_path / name, given))
    assert (found.shape, len(found)) == ((3, 5, 4), 3)
    for layer in (2, 0, 1):
        assert np.array_equal(found[layer], given[layer])
    assert np.array_equal(np.stack(list(found)), given)
    with pytest.raises(IndexError):
        found[3]


@pytest.mark.parametrize("name", ["a.npy", "a.npz", "a.safetensors"])
def test_two_dimensions_are_one_layer(name: str, tmp_path: Path) -> None:
    found = open_layers(write(tmp_path / name, VECTORS[0]))
    assert found.shape == (1, 5, 4)
    assert np.array_equal(found[0], VECTORS[0])


@pytest.mark.parametrize("name", ["a.npy", "a.npz", "a.safetensors"])
@pytest.mark.parametrize(
    "array",
    [
        np.zeros((2, 3, 4), np.int64),
        np.zeros(3, np.float32),
        np.zeros((0, 3, 4), np.float32),
        np.zeros((1, 1, 2, 2)),
    ],
)
def test_another_array_is_refused(name: str, array: object, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Expected one array of floats"):
        open_layers(write(tmp_path / name, array))


@pytest.mark.parametrize("name", ["a.npy", "a.npz", "a.safetensors"])
@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x93NUMPY\x01\x00", b"PK\x03\x04"])
def test_a_damaged_file_is_refused_in_one_line(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        open_layers(path)
    assert "\n" not in str(refused.value)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.npy", VECTORS)
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(InputError, match="cut short"):
        open_layers(path)


def test_an_array_of_objects_is_never_unpickled(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.array([{"a": 1}], object), allow_pickle=True)
    with pytest.raises(InputError):
        open_layers(tmp_path / "a.npy")


@pytest.mark.parametrize("block", [1, 2, 5])
def test_layers_written_block_by_block_are_the_whole(block: int, tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    with path.open("w+b") as file:
        for start in range(0, 5, block):
            write_layers(file, VECTORS[:, start : start + block], start, 5)
    assert np.array_equal(np.load(path), VECTORS)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_an_error_and_no_end_of_the_process() -> None:
    large = np.zeros((3, 100, 400), np.float32)
    with pytest.raises(OSError, match="No space left"), Path("/dev/full").open("w+b") as file:
        write_layers(file, large, 0, 100)
