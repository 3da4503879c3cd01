from __future__ import annotations

import gzip
import io
import pickle
import sys
from pathlib import Path

import pytest
import zstandard

from isogloss.data.columns import Columns
from isogloss.data.loading import load_dataset
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError, UnknownLanguage
from isogloss.languages import Language
from tests.data.writing import SWAHILI, read, write

TSV = "text\tlabel\nhabari\tnews\n"
AMHARIC = Language.parse("amh_Ethi")


def test_folders_are_languages_and_files_are_splits(tmp_path: Path) -> None:
    for name in ("train.tsv", "valid.csv", "test.jsonl", "few_shot_50.tsv.gz", "extra.tsv.zst", "README.md"):
        content = {"csv": TSV.replace("\t", ","), "jsonl": '{"text": "habari", "label": "news"}'}
        data = content.get(name.rpartition(".")[2], TSV).encode()
        data = gzip.compress(data) if name.endswith(".gz") else data
        data = zstandard.ZstdCompressor().compress(data) if name.endswith(".zst") else data
        write(tmp_path / "swh_Latn" / name, data)
    write(tmp_path / "amh_Ethi" / "test.tsv", TSV)
    write(tmp_path / ".git" / "train.tsv", TSV)
    write(tmp_path / "swh_Latn" / ".train.tsv", TSV)
    write(tmp_path / "notes" / "LICENSE", "free")
    dataset = load_dataset(tmp_path)
    assert dataset.languages() == (AMHARIC, SWAHILI)
    assert dataset.languages("train") == (SWAHILI,)
    assert dataset.splits(SWAHILI) == ("train", "dev", "test", "extra", "few_shot_50")
    for split in dataset.splits(SWAHILI):
        assert [(e.text, e.label, e.id) for e in dataset.examples(split, SWAHILI)] == [
            ("habari", "news", "1")
        ]
    assert dataset.name == tmp_path.name
    assert dataset.task == "classification"


def test_a_data_set_is_pickled_without_its_texts(tmp_path: Path) -> None:
    write(tmp_path / "swh_Latn" / "train.tsv", "text\tlabel\n" + "habari za leo\tnews\n" * 10_000)
    dataset = load_dataset(tmp_path)
    packed = pickle.dumps(dataset)
    assert len(packed) < 2000
    copy = pickle.loads(packed)  # noqa: S301  what the line above wrote
    assert copy.fingerprint("train", SWAHILI) == dataset.fingerprint("train", SWAHILI)


def test_the_fingerprint_changes_with_content_and_columns_only(tmp_path: Path) -> None:
    path = write(tmp_path / "a" / "swh_Latn" / "train.tsv", TSV)
    before = load_dataset(tmp_path / "a").fingerprint("train", SWAHILI)
    assert len(bytes.fromhex(before)) == 32
    write(tmp_path / "b" / "swh_Latn" / "train.tsv.gz", gzip.compress(TSV.encode()))
    assert load_dataset(tmp_path / "b").fingerprint("train", SWAHILI) == before
    swapped = Columns(text="label", label="text")
    assert load_dataset(tmp_path / "a", columns=swapped).fingerprint("train", SWAHILI) != before
    path.write_text(TSV.replace("habari", "karibu"))
    assert load_dataset(tmp_path / "a").fingerprint("train", SWAHILI) != before


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, r"holds no data files\. Expected DATA/<language>"),
        ({"README.md": "hello"}, r"holds no data files"),
        ({"en/train.tsv": TSV, "eng_Latn/train.tsv": TSV}, r"are the same language, eng_Latn"),
        ({"sw/train.tsv": TSV, "sw/train.csv": TSV}, r"are both the split train"),
        ({"sw/dev.tsv": TSV, "sw/validation.tsv": TSV}, r"are both the split dev"),
        ({"train.tsv": TSV}, r"no column for the language .*it has 'text', 'label'"),
        ({"sw/train.parquet.gz": "x"}, r"Parquet is compressed inside"),
    ],
)
def test_a_folder_that_cannot_be_a_data_set_says_why(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    for name, content in files.items():
        write(tmp_path / name, content)
    with pytest.raises(InputError, match=message) as caught:
        load_dataset(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_language_is_named(tmp_path: Path) -> None:
    write(tmp_path / "swahilli" / "train.tsv", TSV)
    with pytest.raises(UnknownLanguage, match=r"swahilli holds data files, and its name is no language"):
        load_dataset(tmp_path)


def test_a_wrong_path_offers_near_names(tmp_path: Path) -> None:
    write(tmp_path / "intents" / "swh_Latn" / "train.tsv", TSV)
    with pytest.raises(InputError, match=r"intent does not exist. Did you mean .*intents\?"):
        load_dataset(tmp_path / "intent")


@pytest.mark.parametrize("place", ["x" * 5000, "a\x00b"])
def test_a_path_that_no_file_can_have_is_one_line(place: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_dataset(place)


def test_a_link_to_nowhere_is_an_error_and_a_good_one_is_followed(tmp_path: Path) -> None:
    target = write(tmp_path / "elsewhere" / "data.tsv", TSV)
    (tmp_path / "data" / "swh_Latn").mkdir(parents=True)
    (tmp_path / "data" / "swh_Latn" / "train.tsv").symlink_to(target)
    assert [example.text for example in read(tmp_path / "data")] == ["habari"]
    target.unlink()
    with pytest.raises(InputError, match="is a link to a file that does not exist"):
        load_dataset(tmp_path / "data")


def test_what_is_not_there_lists_what_is(tmp_path: Path) -> None:
    write(tmp_path / "swh_Latn" / "test.tsv", TSV)
    dataset = load_dataset(tmp_path)
    with pytest.raises(InputError, match=r"no split 'train' in swh_Latn. It has test"):
        list(dataset.examples("train", SWAHILI))
    with pytest.raises(InputError, match=r"nothing in amh_Ethi. It has swh_Latn"):
        list(dataset.examples("test", AMHARIC))


def test_columns_that_were_chosen_are_remarked(tmp_path: Path) -> None:
    write(tmp_path / "swh_Latn" / "train.tsv", "category\theadline\ttext\nnews\tKichwa\thabari za leo\n")
    dataset = load_dataset(tmp_path)
    assert list(dataset.remarks()) == ["text = headline + text, label = category"]
    assert [example.text for example in dataset.examples("train", SWAHILI)] == ["Kichwa habari za leo"]


def test_a_file_beside_the_folders_is_remarked(tmp_path: Path) -> None:
    write(tmp_path / "swh_Latn" / "train.tsv", TSV)
    write(tmp_path / "all.csv", "x")
    assert f"{tmp_path / 'all.csv'} is not read" in load_dataset(tmp_path).remarks()[-1]


MIXED = (
    "lang,split,text,label\n"
    'sw,train,"habari,\nza leo",a\n'
    "am,train,ሰላም,b\n"
    "swh,validation,karibu,a\n"
    "am,train,ዜና,a\n"
    "sw,train,asante,b\n"
)


@pytest.mark.parametrize("pack", ["", ".gz", ".zst"])
def test_a_single_file_has_a_language_a_row(tmp_path: Path, pack: str) -> None:
    data = MIXED.encode()
    data = gzip.compress(data) if pack == ".gz" else data
    data = zstandard.ZstdCompressor().compress(data) if pack == ".zst" else data
    dataset = load_dataset(write(tmp_path / f"all.csv{pack}", data))
    swahili, amharic, other = dataset.languages()
    assert (swahili.code, amharic, other) == ("swa", AMHARIC, SWAHILI)
    assert dataset.splits(other) == ("dev",)
    assert [(e.text, e.id, e.origin.rpartition(":")[2]) for e in dataset.examples("train", swahili)] == [
        ("habari,\nza leo", "1", "2"),
        ("asante", "2", "7"),
    ]
    assert [e.text for e in dataset.examples("train", amharic)] == ["ሰላም", "ዜና"]


def test_spellings_of_one_language_are_one_and_remarked(tmp_path: Path) -> None:
    path = write(tmp_path / "train.csv", "language,text,label\nen,a,x\nEnglish,b,x\neng_Latn,c,y\n")
    dataset = load_dataset(path)
    english = Language.parse("eng_Latn")
    assert [example.text for example in dataset.examples("train", english)] == ["a", "b", "c"]
    assert "language: 'en', 'English', 'eng_Latn' = eng_Latn" in dataset.remarks()


def test_bad_rows_of_a_single_file_are_met_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "all.jsonl",
        '{"broken"\n'
        '{"lang": "sw", "text": "habari", "label": "x"}\n'
        '{"lang": "tlh-nowhere-x", "text": "nuqneH", "label": "x"}\n'
        '{"lang": "am", "text": "ሰላም", "label": "x"}\n'
        '{"lang": null, "text": "ሰላም", "label": "x"}\n'
        '{"lang": "sw", "text": "", "label": "x"}\n'
        '{"lang": "sw", "text": "karibu", "label": "x"}\n',
    )
    dataset = load_dataset(path)
    rejects: list[Reject] = []
    kept = [
        example.text
        for language in dataset.languages()
        for example in dataset.examples("train", language, rejects=rejects)
    ]
    assert sorted(kept) == ["habari", "karibu", "ሰላም"]
    assert sorted(reject.line for reject in rejects) == [1, 3, 5, 6]
    with pytest.raises(BadRow, match=r"all\.jsonl:1: no JSON"):
        list(dataset.examples("train", dataset.languages()[0]))


def test_a_folder_of_single_files_is_split_by_their_names(tmp_path: Path) -> None:
    write(tmp_path / "train.csv", "locale,text,label\nsw-KE,habari,x\nam,ሰላም,y\n")
    write(tmp_path / "validation.csv", "locale,text,label\nam,ዜና,y\n")
    dataset = load_dataset(tmp_path)
    assert {str(language): dataset.splits(language) for language in dataset.languages()} == {
        "swa_Latn_KE": ("train",),
        "amh_Ethi": ("train", "dev"),
    }


def test_two_files_with_one_split_of_a_language_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "lang,split,text,label\nsw,test,habari,x\n")
    write(tmp_path / "b.csv", "lang,split,text,label\nsw,test,karibu,x\n")
    with pytest.raises(InputError, match=r"a\.csv and .*b\.csv both have rows of the split test"):
        load_dataset(tmp_path)


def test_a_single_file_without_a_known_language_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "all.csv", "lang,text,label\nzz-nope,a,x\n")
    with pytest.raises(InputError, match=r"no row names a known language in the column 'lang'"):
        load_dataset(path)


@pytest.mark.parametrize(
    ("content", "split"),
    [
        ("lang\ttext\tlabel\nsw\thabari\tx\n", "train"),
        ("lang,split,text,label\nsw,test,habari,x\n", "test"),
        ('\ufeff{"lang": "sw", "text": "habari", "label": "x"}\n', "train"),
    ],
)
def test_standard_input_is_read_as_what_it_looks_like(
    monkeypatch: pytest.MonkeyPatch, content: str, split: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    dataset = load_dataset("-")
    (language,) = dataset.languages()
    assert [example.text for example in dataset.examples(split, language)] == ["habari"]


def test_empty_standard_input_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(InputError, match="Standard input is empty"):
        load_dataset("-")


@pytest.mark.parametrize("table", [TSV, "premise\thypothesis\tlabel\nhabari\tnjema\t1\n"])
def test_annotated_files_beside_tables_are_told(tmp_path: Path, table: str) -> None:
    write(tmp_path / "swh_Latn" / "train.tsv", table)
    assert not any("not read" in said for said in load_dataset(tmp_path).remarks())
    left = [
        write(tmp_path / "amh_Ethi" / "test.conll", "አበበ B-PER\nሄደ O\n"),
        write(tmp_path / "swh_Latn" / "test.txt", "Asha B-PER\nalikwenda O\n"),
        write(tmp_path / "xquad.hi.json", '{"data": [{"title": "", "paragraphs": []}]}'),
    ]
    write(tmp_path / "swh_Latn" / "LICENSE.txt", "Free for all.\n")
    write(tmp_path / "swh_Latn" / "about.json", '{"version": 1}')
    write(tmp_path / "swh_Latn" / "broken.txt.gz", b"no gzip")
    stray = write(tmp_path / "all.csv", "text,label\nhabari,news\n")
    about_table, about_files = (said for said in load_dataset(tmp_path).remarks() if "not read" in said)
    assert str(stray) in about_table
    assert all(str(path) in about_files for path in left)
    assert "LICENSE" not in about_files
    assert "about.json" not in about_files


def test_annotated_files_in_folders_beside_one_table_are_told(tmp_path: Path) -> None:
    write(tmp_path / "all.tsv", "text\tlabel\tlanguage\nhabari\tnews\tswh\n")
    left = write(tmp_path / "amh_Ethi" / "test.conllu", "1\tሄደ\t_\tVERB\t_\t_\t0\troot\t_\t_\n\n")
    (said,) = (said for said in load_dataset(tmp_path).remarks() if "not read" in said)
    assert said.startswith(
        f"1 file is not read, for tables (TSV, CSV, JSON Lines, Parquet) stand beside: {left}"
    )
