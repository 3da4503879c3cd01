from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.bitext.overwriting import refuse_overwriting
from isogloss.errors import InputError
from tests.cli.command import Command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "eng_Latn"
    folder.mkdir(parents=True)
    (folder / "train.tsv").write_text("text\tlabel\nthe water is cold\ta\n", encoding="utf-8")
    (tmp_path / "words.tsv").write_text("water\tmaji\n", encoding="utf-8")
    return tmp_path / "data"


@pytest.mark.parametrize("command", ["switch", "translate"])
@pytest.mark.parametrize("place", ["", "eng_Latn/train.tsv"])
def test_copies_are_not_written_among_the_data(
    isogloss: Command, command: str, place: str, data: Path
) -> None:
    words = data.parent / "words.tsv"
    options = {
        "switch": ["--lexicon", f"swh={words}", "--ratio", "1"],
        "translate": ["--to", "swh", "--translator", f"lexicon:{words}"],
    }
    before = (data / "eng_Latn" / "train.tsv").read_bytes()
    done = isogloss(
        "data", command, str(data / place), "--from", "eng", *options[command], "--out", str(data)
    )
    assert done.code == 2
    assert "written among them" in done.err
    assert (data / "eng_Latn" / "train.tsv").read_bytes() == before
    assert [path.name for path in data.iterdir()] == ["eng_Latn"]


def test_another_folder_is_fine(data: Path) -> None:
    refuse_overwriting(data, data.parent / "out")
    with pytest.raises(InputError, match="another folder"):
        refuse_overwriting(data, data / ".." / "data")
