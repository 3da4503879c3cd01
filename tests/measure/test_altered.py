"""Sentences changed in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.languages import Language
from isogloss.measure import measure
from isogloss.measure.altered import altered


@pytest.mark.parametrize(
    ("texts", "language", "first"),
    [
        (["In 1999 it rained.", "A long sentence."], "eng", "In 2000 it rained."),
        (["ได้ ๙ บาท", "น้ำ"], "tha", "ได้ ๐ บาท"),
        (["tiny market here", "a teacher"], "eng", "tiny teacher here"),
        (["same word", "same word"], "eng", "same word"),
        (["…", "a"], "eng", "…"),
    ],
)
def test_a_number_or_a_word_gives_way(texts: list[str], language: str, first: str) -> None:
    found = altered(texts, Language.parse(language))
    assert found[0] == first
    assert len(found) == len(texts)


def test_altered_copies_make_retrieval_harder(parallel: Path, tmp_path: Path) -> None:
    run = measure("static", on=parallel, probes="alignment", out=tmp_path / "run")
    rows = {(row.language, row.metric): row.value for row in run.rows()}
    for language in {row.language for row in run.rows()}:
        assert rows[language, "xsim_altered"] >= rows[language, "xsim"]
    assert sum(value for (_, metric), value in rows.items() if metric == "xsim_altered") > 0
