from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
import zstandard

from isogloss.data.lines import LONGEST_LINE, physical_lines, read_lines
from isogloss.errors import InputError
from tests.data.writing import write

GREETINGS = ["ሰላም ለዓለም", "မင်္ဂလာပါ", "สวัสดีชาวโลก", "مرحبا بالعالم", "ߌ ߣߌ߫ ߛߐ߲߬ߜߐ߫ߡߊ߫", "你好，世界", "👩🏽‍🚀 🇹🇿"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_come_without_their_ends_and_without_a_mark(tmp_path: Path, end: str, mark: str) -> None:
    path = write(tmp_path / "greetings.txt", mark + end.join([*GREETINGS, "", "last without an end"]))
    expected = [*GREETINGS, "", "last without an end"]
    assert list(read_lines(path)) == list(enumerate(expected, start=1))


@pytest.mark.parametrize("extension", ["gz", "zst"])
def test_compressed_files_read_as_the_plain_one(tmp_path: Path, extension: str) -> None:
    plain = ("\n".join(GREETINGS * 5000) + "\n").encode()
    half = len(plain) // 2
    pack = gzip.compress if extension == "gz" else zstandard.ZstdCompressor().compress
    path = write(tmp_path / f"greetings.txt.{extension}", pack(plain[:half]) + pack(plain[half:]))
    assert [text for _, text in read_lines(path)] == GREETINGS * 5000


@pytest.mark.parametrize("extension", ["gz", "zst"])
@pytest.mark.parametrize("keep", [0.5, 0.99])
def test_a_compressed_file_that_is_cut_short_is_refused(tmp_path: Path, extension: str, keep: float) -> None:
    plain = os.urandom(200_000).hex().encode()
    packed = gzip.compress(plain) if extension == "gz" else zstandard.ZstdCompressor().compress(plain)
    path = write(tmp_path / f"cut.txt.{extension}", packed[: int(len(packed) * keep)])
    with pytest.raises(InputError, match=r"cut short|damaged"):
        list(read_lines(path))


@pytest.mark.parametrize("extension", ["gz", "zst"])
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, extension: str) -> None:
    path = write(tmp_path / f"plain.txt.{extension}", "this is not compressed\n")
    with pytest.raises(InputError, match="damaged"):
        list(read_lines(path))


def test_latin_1_is_refused_with_line_and_byte(tmp_path: Path) -> None:
    path = write(tmp_path / "latin.txt", b"habari\n" + "déjà vu\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"latin\.txt:2: byte 0xE9 at offset 8 of the file is not UTF-8"):
        list(read_lines(path))


def test_a_nul_byte_is_refused_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "nul.txt", b"one\ntw\x00o\n")
    with pytest.raises(InputError, match=r"nul\.txt:2: a NUL byte at offset 6"):
        list(read_lines(path))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named_as_such(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "wide.txt", "\ufeffhabari".encode(encoding))
    with pytest.raises(InputError, match="begins as UTF-16 text does"):
        list(read_lines(path))


def test_a_missing_file_offers_near_names(tmp_path: Path) -> None:
    write(tmp_path / "greetings.txt", "habari")
    with pytest.raises(InputError, match=r"does not exist.*Did you mean .*greetings\.txt"):
        list(read_lines(tmp_path / "greeting.txt"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        list(read_lines(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_one_line(tmp_path: Path) -> None:
    path = write(tmp_path / "secret.txt", "habari")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        list(read_lines(path))


def test_a_line_beyond_all_measure_is_skipped_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "long.txt", b"one\n" + b"x" * (LONGEST_LINE + 10) + b"\nthree\n")
    first, second, third = physical_lines(path)
    assert getattr(second, "reason", "") == f"the line is longer than {LONGEST_LINE:,} bytes"
    assert getattr(third, "text", "") == "three\n"
    assert getattr(third, "number", 0) == 3
    assert first.offset == 0
    assert third.offset == 4 + LONGEST_LINE + 11
