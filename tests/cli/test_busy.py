"""A folder that another process works on: one line, nothing touched, and the same command goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.runs.lock import owned
from tests.cli.command import Command
from tests.transfer.letters import write_letters


@pytest.fixture
def text(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    for language in ("eng_Latn", "swh_Latn"):
        lines = [f"{language} line {number}" for number in range(12)]
        (tmp_path / "text" / f"{language}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "text"


@pytest.mark.parametrize("name", ["transfer", "measure", "mine"])
def test_a_folder_in_use_is_told_and_then_free(
    isogloss: Command, tmp_path: Path, text: Path, name: str
) -> None:
    out = tmp_path / "out"
    data = write_letters(tmp_path / "letters")
    west, east = text / "eng_Latn.txt", text / "swh_Latn.txt"
    asked: dict[str, tuple[object, ...]] = {
        "transfer": ("transfer", data, "--from", "eng", "--to", "swh", "--workers", "1", "--out", out),
        "measure": ("measure", "bytes", "--on", text, "--probes", "premium", "--workers", "1", "--out", out),
        "mine": ("data", "mine", west, east, "--from", "eng", "--to", "swh", "--work", out),
    }
    with owned(out):
        ended = isogloss(*asked[name])
        assert (ended.code, ended.out) == (2, "")
        told = [line for line in ended.err.splitlines() if line.startswith("isogloss: ")]
        assert len(told) == 1
        assert "another process is working on this run" in told[0]
        assert ("--work" if name == "mine" else "--out") in told[0]
        assert [file.name for file in out.iterdir()] == [".lock"]
    first = isogloss(*asked[name])
    assert first.code == 0
    again = isogloss(*asked[name])
    assert (again.code, again.out) == (0, first.out)
