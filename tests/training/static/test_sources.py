from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from isogloss.languages import Language
from isogloss.models import load_model
from isogloss.models.static.card import read_card
from isogloss.training.static import Settings, train_static
from isogloss.training.static.codes import ENGLISH, merged, merged_codes, split_serbo_croatian
from isogloss.training.static.corpus import Part, build
from isogloss.training.static.sources import (
    NTREX_LINES,
    SOURCES,
    Record,
    digest,
    read_annotations,
    read_gatitos,
    read_names,
    read_ntrex,
    read_tldr,
    read_wiktionary,
    vocabulary_records,
    without,
)
from tests.training.static.invented import WordTeacher, world

PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "data"


def write(path: Path, *rows: str, end: str = "\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(row + end for row in rows)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wb") as file:
        file.write(text.encode())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with every source, a few invented rows each, and 1,997 lines of NTREX."""
    _, sentences = world()
    english = [record.text for record in sentences if record.language == ENGLISH]
    lines = [english[number % len(english)] for number in range(NTREX_LINES)]
    lines += [f"reserved line {number}" for number in range(NTREX_LINES, 1997)]
    write(tmp_path / "ntrex/newstest2019-src.eng.txt", *lines, end="\r\n")
    for code, word in (("swa", "neno"), ("zho-TW", "這個詞語" * 30), ("srp-Cyrl", "реч")):
        write(
            tmp_path / f"ntrex/newstest2019-ref.{code}.txt", *(f"{word} {line}" for line in lines), end="\r\n"
        )
    write(tmp_path / "tldr/en.tsv", "a/ls\tList files.", "a/cp\tCopy files.")
    write(tmp_path / "tldr/sw.tsv", "a/ls\tOrodhesha faili.", "a/none\tHakuna.")
    write(tmp_path / "gatitos/en_am.tsv", "dog\tውሻ", "cat\tድመት", "cat")
    write(tmp_path / "cldr-annotations/en.tsv.gz", "🐶\tdog face\tdog | pet", "🐱\tcat face\tcat")
    write(tmp_path / "cldr-annotations/hi.tsv.gz", "🐶\tकुत्ते का चेहरा\tकुत्ता | पालतू", "🦄\tयूनिकॉर्न\t")
    write(
        tmp_path / "cldr-names/fr-CA.tsv.gz", "territory\tKE\tKenya\tKenya", "language\tsw\tSwahili\tswahili"
    )
    write(tmp_path / "wiktionary/hbs.tsv.gz", "1-n\tdog\tпас", "1-n\tdog\tpas", "2-n\tdog\tpas")
    write(tmp_path / "wiktionary/Xroa-jer.tsv.gz", "1-n\tdog\tchien", "3-n\tcat\t")
    return tmp_path


def test_lines_1610_to_1997_of_ntrex_are_never_read(data: Path) -> None:
    records = list(read_ntrex(data / "ntrex"))
    assert len(records) == 4 * 1609
    assert not [record for record in records if "reserved" in record.text + record.english]
    assert {str(record.language) for record in records} == {"eng_Latn", "swh_Latn", "zho_Hant", "srp_Cyrl"}


@pytest.mark.data
def test_reserved_lines_of_the_published_ntrex_are_in_no_record() -> None:
    folder = PUBLISHED / "ntrex"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    source = (folder / "newstest2019-src.eng.txt").read_text(encoding="utf-8").splitlines()
    allowed, reserved = set(map(str.strip, source[:1609])), set(map(str.strip, source[1609:]))
    english = {record.english for record in read_ntrex(folder)}
    assert english <= allowed
    assert not english & (reserved - allowed)


def test_tldr_is_joined_by_page(data: Path) -> None:
    swahili = Record(Language("swh", "Latn"), "Orodhesha faili.", "List files.")
    assert [record for record in read_tldr(data / "tldr") if record.language != ENGLISH] == [swahili]


def test_a_lexicon_row_without_translation_is_left_out(data: Path) -> None:
    amharic = Language("amh", "Ethi")
    found = [record for record in read_gatitos(data / "gatitos") if record.language == amharic]
    assert found == [Record(amharic, "ውሻ", "dog"), Record(amharic, "ድመት", "cat")]


def test_keywords_get_their_name_back(data: Path) -> None:
    hindi = Language("hin", "Deva")
    found = [record for record in read_annotations(data / "cldr-annotations") if record.language == hindi]
    assert found == [
        Record(hindi, "कुत्ते का चेहरा", "dog face"),
        Record(hindi, "कुत्ते का चेहरा कुत्ता पालतू", "dog face, dog, pet"),
    ]


def test_regions_of_a_locale_are_one_language(data: Path) -> None:
    french = [record for record in read_names(data / "cldr-names") if record.language != ENGLISH]
    assert {str(record.language) for record in french} == {"fra_Latn"}


def test_serbo_croatian_words_are_told_apart_by_script(data: Path) -> None:
    found = list(read_wiktionary(data / "wiktionary"))
    assert [(str(record.language), record.text) for record in found] == [
        ("nrf_Latn", "chien"), ("srp_Cyrl", "пас"), ("hrv_Latn", "pas"),
    ]  # fmt: skip
    assert str(split_serbo_croatian("љубав")) == "srp_Cyrl"


def test_only_plain_words_of_the_vocabulary_are_taken() -> None:
    assert [record.text for record in vocabulary_records(["[CLS]", "##ing", "a", "house", "éa"])] == ["house"]


@pytest.mark.parametrize(
    ("code", "sample", "language"),
    [
        ("sw", "habari", "swh_Latn"), ("swa", "habari", "swh_Latn"), ("zh_TW", "漢字", "zho_Hant"),
        ("zh", "汉字", "zho_Hans"), ("cmn", "汉字", "zho_Hans"), ("ar-MA", "مرحبا", "ary_Arab"),
        ("fa-AF", "سلام", "prs_Arab"), ("srp-Latn", "dan", "srp_Latn"), ("sr", "дан", "srp_Cyrl"),
        ("shi", "قلقن الاعضاء", "shi_Arab"), ("shi-Tfng", "ⵜⴰⵛⵍⵃⵉⵜ", "shi_Tfng"),
        ("Xnah", "tlahtolli", "nah_Latn"),
        ("no", "dag", "nob_Latn"), ("nn", "dag", "nno_Latn"), ("ms-Arab", "بهاس", "zsm_Arab"),
    ],
)  # fmt: skip
def test_codes_of_one_language_meet(code: str, sample: str, language: str) -> None:
    assert str(merged(code, sample)) == language


def test_no_code_is_merged_into_one_that_is_itself_merged() -> None:
    assert not set(merged_codes().values()) & set(merged_codes())


def test_duplicates_are_removed_across_languages_unless_a_part_keeps_them() -> None:
    french, catalan = Language("fra", "Latn"), Language("cat", "Latn")
    records = [Record(french, "animal", "animal"), Record(catalan, "animal", "animal")]
    assert len(build([Part("across", [*records, *records])]).texts) == 1
    assert len(build([Part("within", [*records, *records], across=False)]).texts) == 2


def test_a_source_digest_follows_names_and_contents(tmp_path: Path) -> None:
    write(tmp_path / "a/x.tsv", "1")
    write(tmp_path / "b/x.tsv", "1")
    write(tmp_path / "c/y.tsv", "1")
    write(tmp_path / "d/x.tsv", "2")
    found = [digest(tmp_path / name) for name in "abcd"]
    assert found[0] == found[1]
    assert len(set(found)) == 3


def test_training_from_a_folder_writes_a_model_that_loads(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    card = train_static(data, out, seed=1, settings=Settings(epochs=1, pseudo=100), teacher=WordTeacher())
    assert read_card(out / "card.json") == card
    assert json.loads((out / "card.json").read_text())["seed"] == 1
    assert [source.name for source in card.sources][:2] == ["ntrex", "tldr"]
    assert {source.licence for source in card.sources} >= {one.licence for one in SOURCES}
    model = load_model(f"static:{out}")
    assert Language("swh", "Latn") in model.languages
    assert len(list((out / "stages").glob("teacher-*.npy"))) == 2  # the sources, and what was derived


def test_languages_left_out_leave_no_record_in_any_script_or_region() -> None:
    kept = Record(Language("swh", "Latn"), "mbwa", "dog")
    gone = [
        Record(Language("fra", "Latn", "CA"), "chien", "dog"),
        Record(Language("hin", "Latn"), "kutta", "dog"),
        Record(Language("arb", "Arab"), "كلب", "dog"),
    ]
    left_out = [Language("fra", "Latn"), Language("hin", "Deva"), Language("ara", "Arab")]
    assert list(without([kept, *gone], left_out)) == [kept]
    assert list(without([kept, *gone], [])) == [kept, *gone]
