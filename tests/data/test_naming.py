from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.data.columns import Columns
from isogloss.data.loading import load_dataset
from isogloss.data.unlabelled import open_texts
from isogloss.errors import InputError
from tests.data.writing import write

CSV = "text,label\nhabari,news\n"


@pytest.mark.parametrize(
    ("name", "language", "split"),
    [
        ("eng.csv", "eng_Latn", "train"),
        ("en.csv", "eng_Latn", "train"),
        ("swh_Latn.csv", "swh_Latn", "train"),
        ("swh.test.csv", "swh_Latn", "test"),
        ("validation.amh.csv", "amh_Ethi", "dev"),
        ("srp-Cyrl.extra.csv", "srp_Cyrl", "extra"),
    ],
)
def test_a_code_as_name_says_the_language(tmp_path: Path, name: str, language: str, split: str) -> None:
    dataset = load_dataset(write(tmp_path / name, CSV))
    (known,) = dataset.languages()
    assert (str(known), dataset.splits(known)) == (language, (split,))
    assert [example.text for example in dataset.examples(split, known)] == ["habari"]
    assert f"language = {language}, split = {split} ({name} is named so)" in dataset.remarks()


@pytest.mark.parametrize(
    "name",
    [
        "train",
        "test",
        "dev",
        "data",
        "id",
        "label",
        "reviews",
        "val",
        "all",
        "set",
        "raw",
        "sms",
        "my",
        "Swahili",
        "ENG",
        "eng2",
        "dev.test",
        "a.b.eng.test",
        "a.eng.b",
    ],
)
def test_an_ordinary_word_is_no_language(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"no column for the language .*DATA/eng/train\.csv"):
        load_dataset(write(tmp_path / f"{name}.csv", CSV))


def test_a_column_goes_before_the_name(tmp_path: Path) -> None:
    path = write(tmp_path / "eng.csv", "lang,text,label\nsw,habari,x\nam,ሰላም,x\n")
    assert [language.code for language in load_dataset(path).languages()] == ["swa", "amh"]
    with pytest.raises(InputError, match="no column 'tongue' for the language"):
        load_dataset(path, columns=Columns(language="tongue"))


def test_a_column_of_splits_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column for the language"):
        load_dataset(write(tmp_path / "eng.csv", "split,text,label\ntest,hello,x\n"))


def test_a_folder_of_named_files_is_one_data_set(tmp_path: Path) -> None:
    for name in ("amh.test.csv", "eng.test.csv", "eng.train.csv"):
        write(tmp_path / name, CSV)
    dataset = load_dataset(tmp_path)
    assert {str(language): dataset.splits(language) for language in dataset.languages()} == {
        "amh_Ethi": ("test",),
        "eng_Latn": ("train", "test"),
    }


@pytest.mark.parametrize("name", ["reviews.xlsx", "reviews.XLS", "reviews.ods", "eng/train.xlsx"])
def test_a_spreadsheet_is_to_be_saved_as_csv(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, b"PK\x03\x04")
    for read in (lambda: load_dataset(path), lambda: load_dataset(tmp_path), lambda: open_texts(str(path))):
        with pytest.raises(InputError, match=r"is a spreadsheet.*Save it as CSV \(UTF-8\)"):
            read()


def test_the_only_file_of_a_folder_keeps_its_split(tmp_path: Path) -> None:
    write(tmp_path / "few_shot.csv", "lang,text,label\nam,ሰላም,x\n")
    dataset = load_dataset(tmp_path)
    assert dataset.splits(dataset.languages()[0]) == ("few_shot",)
