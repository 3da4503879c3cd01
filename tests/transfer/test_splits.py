"""Reading whole splits: no bad row vanishes with a group of a file that nothing else reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.data.loading import load_dataset
from isogloss.data.rejects import Reject
from isogloss.languages import Language
from isogloss.transfer.splits import Reader, SplitNames


@pytest.mark.parametrize("texts", [("text",), ("sentence1", "sentence2")])
def test_a_row_of_an_unknown_language_is_set_aside_whatever_is_read(
    texts: tuple[str, ...], tmp_path: Path
) -> None:
    rows = [
        [language, split, *(f"{name} {language} {number}" for name in texts), "yes" if number % 2 else "no"]
        for language in ("eng", "swh", "amh")
        for split in ("train", "test")
        for number in range(6)
    ]
    rows.insert(28, ["zzzq", "train", *texts, "yes"])
    lines = ["\t".join(row) for row in [["language", "split", *texts, "label"], *rows]]
    (tmp_path / "all.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    reader = Reader(load_dataset(tmp_path / "all.tsv"), SplitNames(), keep_going=True)
    rejects: list[Reject] = []
    reader.train(Language.parse("eng"), rejects)
    reader.pass_over(rejects)
    assert [reject.line for reject in rejects] == [30]
