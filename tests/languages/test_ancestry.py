from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import UnknownName
from isogloss.languages import Language, belongs_to, lineage
from isogloss.languages.ancestry import families, place
from isogloss.languages.codes import codes


@pytest.mark.parametrize(
    ("code", "clade"),
    [
        ("swh", "Bantu"),
        ("swh", "atlantic-congo"),
        ("zul", "Narrow Bantu"),
        ("deu", "Germanic"),
        ("eng", "germanic"),
        ("fra", "Romance"),
        ("rus", "Slavic"),
        ("hin", "Indic"),
        ("mlt", "Semitic"),
        ("ber", "Berber"),
        ("yue", "Sinitic"),
        ("aka", "Atlantic-Congo"),
        ("eus", "Basque"),
    ],
)
def test_a_language_belongs_to_every_clade_above_it(code: str, clade: str) -> None:
    assert belongs_to(Language.parse(code), clade)


@pytest.mark.parametrize(("code", "clade"), [("yor", "Bantu"), ("fin", "Indo-European"), ("qaa", "Bantu")])
def test_a_language_does_not_belong_elsewhere(code: str, clade: str) -> None:
    assert not belongs_to(Language.parse(code), clade)


def test_an_unknown_family_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(UnknownName, match="Indo-European"):
        belongs_to(Language.parse("eng"), "Indo-Europaean")


def test_a_lineage_runs_from_the_family_down() -> None:
    assert lineage(Language.parse("arb"))[:2] == ("Afro-Asiatic", "Semitic")  # type: ignore[index]  # is known
    assert lineage(Language.parse("eus")) == ()
    assert lineage(Language.parse("mis")) is None


def test_every_name_of_a_family_selects_a_language() -> None:
    placed = [Language.parse(code) for code in codes() if place(code)]
    for family in families()[::97]:
        assert any(belongs_to(language, family) for language in placed), family


def test_few_codes_have_no_place_and_none_of_those_that_data_sets_use() -> None:
    unknown = {code for code in codes() if place(code) is None}
    assert len(unknown) < 620, "of some 8,400: bookkeeping entries, unclassified and vague collective codes"
    assert len(unknown) > 500, "fewer are unknown now: lower both bounds"
    lines = (Path(__file__).parent / "codes.tsv").read_text("utf-8").splitlines()[1:]
    used = {line.split("\t")[1].split("_")[0] for line in lines}
    assert used & unknown == set()
