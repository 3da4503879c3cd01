from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.running import data_folder, run

from isogloss.extras import need


def ended(capsys: pytest.CaptureFixture[str], main: object) -> str:
    with pytest.raises(SystemExit) as stopped:
        run(main)  # type: ignore[arg-type]  # a lambda below
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_data_that_are_not_there_are_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "xquad").mkdir()
    said = ended(capsys, lambda: data_folder(tmp_path, "xquad", "mgsm"))
    assert str(tmp_path / "mgsm") in said
    assert said.count("\n") == 1
    assert data_folder(tmp_path, "xquad") == tmp_path


def test_files_and_packages_that_are_not_there_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "nothing.tsv" in ended(capsys, lambda: (tmp_path / "nothing.tsv").read_text())
    assert "nopackage" in ended(capsys, lambda: need("nopackage", extra="search", purpose="This"))
