from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.translators.table import load_translator


def said(folder: Path, entries: str, text: str, source: str, target: str, kind: str = "lexicon") -> str:
    path = folder / "words.tsv"
    path.write_text(entries, encoding="utf-8")
    translator = load_translator(f"{kind}:{path}")
    return translator.translate([text], Language.parse(source), Language.parse(target))[0]


@pytest.mark.parametrize(
    ("entries", "text", "source", "target", "wanted"),
    [
        ("water\tmaji\n", "Water, WATER and water!", "eng", "swh", "Maji, MAJI and maji!"),
        (
            "thank you\tasante\nthank\tshukuru\n",
            "Thank you. Thank him.",
            "eng",
            "swh",
            "Asante. Shukuru him.",
        ),
        ("thank you\tasante\n", "thank. You", "eng", "swh", "thank. You"),
        ("water\t水\ngood\t好\n", "Good water, water", "eng", "zho_Hans", "好水, 水"),
        ("water\tน้ำ\ngood\tดี\n", "good water", "eng", "tha", "ดีน้ำ"),
        ("water\tရေ\ngood\tကောင်း\n", "water good", "eng", "mya", "ရေကောင်း"),
        ("water\tཆུ\ngood\tབཟང\n", "water good", "eng", "bod", "ཆུ་བཟང"),
        ("น้ำ\twater\nดี\tgood\n", "น้ำดี", "tha", "eng", "water good"),
        ("水\twater\n好\tgood\n", "水好!", "zho_Hans", "eng", "water good!"),
        ("ውሃ\twater\n", "ውሃ፣ ውሃ።", "amh", "eng", "water፣ water።"),
        ("ice\tbuz\ninside\tiçeride\n", "Inside ICE", "eng", "tur", "İçeride BUZ"),
        ("ırmak\triver\nisim\tname\n", "Irmak İsim", "tur", "eng", "River Name"),
        ("water\tნამი\n", "Water WATER", "eng", "kat", "ნამი ნამი"),
        ("water\tWasser\n", "water", "eng", "deu", "Wasser"),
        ("don't\tusi\n", "Don’t go", "eng", "swh", "Usi go"),
    ],
)
def test_words_are_put_in_place_of_words_as_the_target_writes_them(
    tmp_path: Path, entries: str, text: str, source: str, target: str, wanted: str
) -> None:
    assert said(tmp_path, entries, text, source, target) == wanted


def test_the_weightiest_translation_counts_and_of_equals_the_first(tmp_path: Path) -> None:
    assert said(tmp_path, "bank\tbenki\t1\nbank\tukingo\t2\n", "bank", "eng", "swh") == "ukingo"
    assert said(tmp_path, "bank\tbenki\nbank\tukingo\n", "bank", "eng", "swh") == "benki"


def test_an_unknown_word_stays_or_becomes_the_nearest_that_is_known(tmp_path: Path) -> None:
    entries = "dog\tperro\ncat\tgato\n"
    assert said(tmp_path, entries, "xqzvw dogs", "eng", "spa") == "xqzvw dogs"
    assert "perro" in said(tmp_path, entries, "xqzvw dogs", "eng", "spa", kind="lexicon+nearest")


def test_a_list_of_other_languages_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = "maji, chakula, nyumba, mto, mti, mvua, jua, samaki, mkate, kitabu"
    said(tmp_path, "water\tmaji\n", text, "swh", "eng")
    assert "is it a list from swh_Latn to eng_Latn?" in caplog.text
    caplog.clear()
    said(tmp_path, "maji\twater\n", text, "swh", "eng")
    assert not caplog.text


def test_a_list_is_found_by_any_usual_code_of_its_language(tmp_path: Path) -> None:
    (tmp_path / "en_sw.tsv").write_text("water\tmaji\n", encoding="utf-8")
    (tmp_path / "en_zh-TW.tsv").write_text("water\t水\n", encoding="utf-8")
    translator = load_translator(f"lexicon:{tmp_path}/en_{{target}}.tsv")
    assert translator.translate(["water"], Language.parse("eng"), Language.parse("swh")) == ["maji"]
    assert translator.translate(["water"], Language.parse("eng"), Language.parse("zho_Hant")) == ["水"]
    with pytest.raises(InputError, match=r"no list of words from eng_Latn to yor_Latn.*sw"):
        translator.translate(["water"], Language.parse("eng"), Language.parse("yor"))


def test_the_fingerprint_is_the_lists(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("water\tmaji\n", encoding="utf-8")
    before = load_translator(f"lexicon:{path}").fingerprint
    path.write_text("water\tMaji\n", encoding="utf-8")
    assert load_translator(f"lexicon:{path}").fingerprint != before


@pytest.mark.parametrize(
    ("content", "wrong"),
    [("", "holds no translations"), ("water\n", "1 column"), ("water\t\n", "empty"), ("a\tb\tx\n", "weight")],
)
def test_what_is_no_list_is_refused_with_its_place(tmp_path: Path, content: str, wrong: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=wrong):
        load_translator(f"lexicon:{path}")


def test_names_that_stand_for_no_translator_are_refused() -> None:
    with pytest.raises(InputError, match="Did you mean lexicon"):
        load_translator("lexcon:x")
    with pytest.raises(InputError, match="needs a list"):
        load_translator("lexicon")
    with pytest.raises(InputError, match="does not exist"):
        load_translator("lexicon:/no/such/file.tsv")
    with pytest.raises(InputError, match="takes no"):
        load_translator("identity:x")
    with pytest.raises(InputError, match=r"no model\.bin"):
        load_translator("ct2:/no/such/folder")


def test_a_list_of_the_other_direction_serves_where_none_of_this_one_is(tmp_path: Path) -> None:
    (tmp_path / "en_sw.tsv").write_text("water\tmaji\nhouse\tnyumba\n", encoding="utf-8")
    translator = load_translator(f"lexicon:{tmp_path}/{{source}}_{{target}}.tsv")
    english, swahili = Language.parse("eng"), Language.parse("swh")
    assert translator.translate(["maji na nyumba"], swahili, english) == ["water na house"]
    assert translator.translate(["water"], english, swahili) == ["maji"]


def test_the_content_of_every_list_at_a_place_is_in_the_fingerprint(tmp_path: Path) -> None:
    place = f"lexicon:{tmp_path}/{{source}}_{{target}}.tsv"
    (tmp_path / "en_sw.tsv").write_text("water\tmaji\n", encoding="utf-8")
    before = load_translator(place).fingerprint
    (tmp_path / "en_sw.tsv").write_text("water\tmajimaji\n", encoding="utf-8")
    assert load_translator(place).fingerprint != before
