"""A folder of an exported model appears whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from safetensors import SafetensorError

from isogloss.errors import InputError, Unwritable
from isogloss.training.heads.head import Exported
from isogloss.transfer.exporting import _whole


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (SafetensorError(f"Error while serializing: no space (os error {errno.ENOSPC})"), Unwritable),
        (OSError(errno.ENOSPC, "no space"), Unwritable),
        (InputError("It has no class."), InputError),
        (SafetensorError("Error while serializing: a header of another kind"), SafetensorError),
    ],
)
def test_nothing_stands_where_writing_failed(fault: Exception, told: type[Exception], tmp_path: Path) -> None:
    def write(folder: Path) -> Exported:
        (folder / "config.json").write_text("{}")
        raise fault

    with pytest.raises(told) as found:
        _whole(tmp_path / "out", write)
    assert type(found.value) is told
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_gives_way(tmp_path: Path) -> None:
    def write(folder: Path) -> Exported:
        (folder / "config.json").write_text("{}")
        return Exported("AutoModel", "feature-extraction", ())

    (tmp_path / "out").mkdir()
    assert _whole(tmp_path / "out", write).loads == "AutoModel"
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["config.json"]
