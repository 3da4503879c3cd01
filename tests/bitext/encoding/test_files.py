"""Parquet files get vectors: the same wherever they are made, and never half a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("ray", reason="Ray is not installed")

from isogloss.bitext.encoding import encode_files
from isogloss.errors import BadRow, InputError, RunBusy, RunMismatch, UnknownLanguage
from isogloss.runs.lock import owned
from isogloss.runs.ray.cluster import Cluster
from tests.bitext.mining.test_pairs import Letters
from tests.runs.ray.noise import FORGIVEN

arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")

pytestmark = FORGIVEN


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Three files, one in a folder of its own, of rows in groups that no block of 256 fits."""
    folder = tmp_path / "texts"
    (folder / "more").mkdir(parents=True)
    write(folder / "a.parquet", [f"abc {i} ሰላም" for i in range(700)])
    write(folder / "b.parquet", ["日本語", "bad", "fed"])
    write(folder / "more" / "c.parquet", ["head", "cab"])
    (folder / "README.txt").write_text("not one of them")
    return folder


def write(place: Path, texts: Sequence[str | None]) -> None:
    table = arrow.table({"id": list(range(len(texts))), "text": texts})
    parquet.write_table(table, place, row_group_size=100)


def read(folder: Path) -> dict[str, tuple[list[str], np.ndarray[tuple[int, ...], np.dtype[np.float32]]]]:
    found = {}
    for file in sorted(folder.rglob("*.parquet")):
        table = parquet.read_table(file)
        vectors = np.array(table.column("vector").to_pylist(), np.float32)
        found[str(file.relative_to(folder))] = table.column("text").to_pylist(), vectors
    return found


def test_every_row_keeps_its_columns_and_gets_its_vector(texts: Path, tmp_path: Path) -> None:
    encoder = Letters([])
    done = encode_files(texts, tmp_path / "out", encoder=encoder)
    assert (done.files, done.kept, done.rows, done.unknown, done.refused) == (3, 0, 705, 1, 0)
    found = read(tmp_path / "out")
    assert list(found) == ["a.parquet", "b.parquet", "more/c.parquet"]
    for rows, vectors in found.values():
        np.testing.assert_array_equal(vectors, encoder.encode(rows))
    # Blocks of 256 whatever the row groups are, and one text more a file that tells the dimension.
    assert sorted(encoder.asked[:-3]) == [1, 1, 1, 2, 3, 188, 256, 256]
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_workers_write_the_same_files(texts: Path, tmp_path: Path, two: Cluster) -> None:
    encode_files(texts, tmp_path / "here", encoder=Letters([]))
    done = encode_files(texts, tmp_path / "spread", encoder=Letters([]), spread=two)
    assert done.rows == 705
    here, spread = read(tmp_path / "here"), read(tmp_path / "spread")
    assert here.keys() == spread.keys()
    for name, (rows, vectors) in here.items():
        assert spread[name][0] == rows
        np.testing.assert_array_equal(spread[name][1], vectors)


def test_the_same_call_goes_on_and_another_is_refused(texts: Path, tmp_path: Path) -> None:
    encode_files(texts, tmp_path / "out", encoder=Letters([]))
    (tmp_path / "out" / "b.parquet").unlink()
    asked: list[int] = []
    done = encode_files(texts, tmp_path / "out", encoder=Letters(asked))
    assert (done.kept, done.rows, asked) == (2, 705, [1, 3])
    with pytest.raises(RunMismatch, match="another text, model, language or choice"):
        encode_files(texts, tmp_path / "out", encoder=Letters([], fingerprint="2"))
    write(texts / "b.parquet", ["other", "texts"])
    with pytest.raises(RunMismatch, match=r"b\.parquet"):
        encode_files(texts, tmp_path / "out", encoder=Letters([]))


def test_another_process_is_told_of_and_nothing_is_lost(texts: Path, tmp_path: Path) -> None:
    asked: list[int] = []
    with owned(tmp_path / "out"), pytest.raises(RunBusy, match="another process is working"):
        encode_files(texts, tmp_path / "out", encoder=Letters(asked))
    assert not asked
    assert encode_files(texts, tmp_path / "out", encoder=Letters(asked)).kept == 0
    assert encode_files(texts, tmp_path / "out", encoder=Letters(asked)).kept == 3


@pytest.mark.parametrize("blank", [None, "", " \u3000"])
def test_a_row_without_text_stops_it_or_is_counted(tmp_path: Path, blank: str | None) -> None:
    write(tmp_path / "in.parquet", [*["abc"] * 300, blank])
    with pytest.raises(BadRow, match="row 301 has no text"):
        encode_files(tmp_path / "in.parquet", tmp_path / "out", encoder=Letters([]))
    assert [file.name for file in (tmp_path / "out").glob("*")] == [".lock"]
    done = encode_files(tmp_path / "in.parquet", tmp_path / "out", encoder=Letters([]), lenient=True)
    assert (done.rows, done.refused) == (300, 1)


def test_a_file_without_rows_becomes_one_without_rows(tmp_path: Path) -> None:
    table = arrow.table({"text": arrow.array([], arrow.string())})
    parquet.write_table(table, tmp_path / "none.parquet")
    assert encode_files(tmp_path / "none.parquet", tmp_path / "out", encoder=Letters([])).rows == 0
    assert parquet.read_schema(tmp_path / "out" / "none.parquet").names == ["text", "vector"]


def test_files_on_another_store_are_read_and_written(texts: Path) -> None:
    system = fsspec.filesystem("memory")
    for name in ("a.parquet", "b.parquet"):
        system.pipe_file(f"/texts/{name}", (texts / name).read_bytes())
    done = encode_files("memory://texts", "memory://out/vectors", encoder=Letters([]))
    assert done.rows == 703
    assert [file.rpartition("/")[2] for file in system.find("/out/vectors")] == ["a.parquet", "b.parquet"]


def test_what_cannot_be_encoded_is_named(texts: Path, tmp_path: Path) -> None:
    out, encoder = tmp_path / "out", Letters([])
    with pytest.raises(InputError, match="no Parquet file is there"):
        encode_files(tmp_path / "nowhere", out, encoder=encoder)
    with pytest.raises(InputError, match="cannot be opened"):
        encode_files("nosuch://bucket/texts", out, encoder=encoder)
    with pytest.raises(InputError, match="has no column 'sentence', but id, text"):
        encode_files(texts, out, encoder=encoder, column="sentence")
    with pytest.raises(InputError, match="is where the texts are"):
        encode_files(texts, f"{texts}/", encoder=encoder)
    with pytest.raises(UnknownLanguage):
        encode_files(texts, out, encoder=encoder, language="klingonish")
    (texts / "b.parquet").write_bytes(b"PAR1 no longer")
    with pytest.raises(InputError, match=r"b\.parquet: is no Parquet file"):
        encode_files(texts, out, encoder=encoder)
    (out / "more").mkdir()
    write(out / "more" / "c.parquet", ["mine"])
    with pytest.raises(RunMismatch, match="is a file of another kind"):
        encode_files(texts / "more", out / "more", encoder=encoder)
