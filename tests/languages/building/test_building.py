from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.languages.building import codes
from isogloss.languages.building.curated import curated
from isogloss.languages.building.registry import subtags
from isogloss.languages.tables import rows

DATA = Path(__file__).parents[4] / "shared" / "data"


def test_the_registry_is_read_with_its_continued_lines() -> None:
    languages = dict(subtags("language"))
    assert languages["sw"]["Scope"] == ["macrolanguage"]
    assert languages["swh"]["Macrolanguage"] == ["sw"]
    assert not any("  " in name for fields in languages.values() for name in fields["Description"])


def test_two_letters_become_three_and_three_stay() -> None:
    assert [codes.three_letters(code) for code in ("sw", "zh", "no", "fil", "tgl")] == [
        "swa",
        "zho",
        "nor",
        "fil",
        "tgl",
    ]


def test_decisions_by_hand_reach_the_tables() -> None:
    scripts = {row[0]: row[3] for row in rows("codes.tsv.gz")}
    assert {code: scripts[code] for code in curated("scripts")} == {
        code: row[0] for code, row in curated("scripts").items()
    }


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not in ../shared/data")
def test_the_committed_codes_are_what_the_sources_give() -> None:
    assert rows("codes.tsv.gz") == tuple(codes.code_rows(DATA))
    assert rows("macrolanguages.tsv") == tuple(codes.macrolanguage_rows(DATA))
