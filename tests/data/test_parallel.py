"""Parallel text in the layouts that are in use, and what is wrong with others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isogloss.data.parallel import read_parallel
from isogloss.errors import InputError
from isogloss.languages import Language

ENG, SWH, AMH = (Language.parse(code) for code in ("eng", "swh", "amh"))
LINES = {"eng": ["one", "two"], "swh": ["moja", "mbili"], "amh": ["አንድ", "ሁለት"]}


def folder(place: Path, pattern: str, lines: dict[str, list[str]] = LINES) -> Path:
    place.mkdir(exist_ok=True)
    for code, texts in lines.items():
        (place / pattern.format(code)).write_bytes("".join(f"{text}\r\n" for text in texts).encode())
    return place


@pytest.mark.parametrize(
    "pattern",
    [
        "newstest2019-ref.{}.txt",
        "{}.txt",
        "{}.devtest",
        "corpus.{}",
        "{}_extra.{}.dev".replace("{}_extra", "x"),
    ],
)
def test_a_file_per_language_whose_name_holds_its_code(pattern: str, tmp_path: Path) -> None:
    text = read_parallel(folder(tmp_path, pattern))
    assert set(text.languages) == {ENG, SWH, AMH}
    assert list(text.sentences(AMH)) == ["አንድ", "ሁለት"]
    assert list(text.beside(AMH, ENG)) == ["one", "two"]


def test_files_of_one_ending_are_taken_where_two_stand_side_by_side(tmp_path: Path) -> None:
    place = folder(tmp_path / "flores", "{}.dev")
    folder(place, "{}.devtest", {code: [*texts, "…"] for code, texts in LINES.items()})
    with pytest.raises(InputError, match=r"holds 2 files of amh_Ethi \(dev, devtest\)") as refused:
        read_parallel(place)
    assert str(place / "devtest") in str(refused.value.fix)
    text = read_parallel(place / "devtest")
    assert text.name == "flores-devtest"
    assert [len(text.sentences(one)) for one in (ENG, SWH, AMH)] == [3, 3, 3]
    assert len(read_parallel(place / "dev").sentences(ENG)) == 2
    for name in ("test", "deu", "nothing"):
        with pytest.raises(InputError, match="does not exist"):
            read_parallel(place / name)


def test_scripts_and_regions_are_languages_of_their_own(tmp_path: Path) -> None:
    place = folder(
        tmp_path, "ref.{}.txt", {code: ["a"] for code in ("srp-Cyrl", "srp-Latn", "eng-US", "eng-IN")}
    )
    assert {str(one) for one in read_parallel(place).languages} == {
        "srp_Cyrl", "srp_Latn", "eng_Latn_US", "eng_Latn_IN"
    }  # fmt: skip


def test_what_is_no_language_is_left_aside_and_told(tmp_path: Path) -> None:
    place = folder(tmp_path, "src.{}.txt")
    for name in ("DOCUMENT_IDS.tsv", "newstest2019-ref-2.spa.txt", "README"):
        (place / name).write_text("x\n", encoding="utf-8")
    text = read_parallel(place)
    assert set(text.left_aside) == {"DOCUMENT_IDS.tsv", "newstest2019-ref-2.spa.txt", "README"}
    assert len(text.languages) == 3


def test_pairs_of_tatoeba_bring_a_pivot_of_their_own(tmp_path: Path) -> None:
    for code, lines in (("swh", ["Jambo."]), ("amh", ["ሰላም።", "ውሃ"])):
        (tmp_path / f"tatoeba.{code}-eng.{code}").write_text("\n".join(lines) + "\n", encoding="utf-8")
        english = ["Hello.", "Water"][: len(lines)]
        (tmp_path / f"tatoeba.{code}-eng.eng").write_text("\n".join(english) + "\n", encoding="utf-8")
    text = read_parallel(tmp_path)
    assert text.pivot == ENG
    assert (list(text.beside(SWH, ENG)), list(text.beside(AMH, ENG))) == (["Hello."], ["Hello.", "Water"])
    with pytest.raises(InputError, match="not with amh_Ethi"):
        text.beside(SWH, AMH)
    (tmp_path / "tatoeba.amh-eng.eng").unlink()
    with pytest.raises(InputError, match="no other side"):
        read_parallel(tmp_path)


@pytest.mark.parametrize("kind", ["tsv", "csv", "jsonl"])
def test_a_table_with_a_column_per_language(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"text.{kind}"
    rows = [{"id": "1", "English": "one", "swh": "moja"}, {"id": "2", "English": "two, too", "swh": ""}]
    if kind == "jsonl":
        content = "".join(json.dumps({**row, "swh": row["swh"] or None}) + "\n" for row in rows)
    elif kind == "tsv":
        content = "id\tEnglish\tswh\n1\tone\tmoja\n2\ttwo, too\t\n"
    else:
        content = 'id,English,swh\n1,one,moja\n2,"two, too",\n'
    file.write_text(content, encoding="utf-8")
    text = read_parallel(file)
    assert (list(text.sentences(ENG)), list(text.sentences(SWH))) == (["one", "two, too"], ["moja", ""])
    assert text.left_aside == ("id",)


def test_flores_splits_are_offered(tmp_path: Path) -> None:
    for split in ("dev", "devtest"):
        folder(tmp_path / split, "{}." + split)
    with pytest.raises(InputError, match=r"Name one of the folders in it: .*dev, .*devtest"):
        read_parallel(tmp_path)


def test_a_folder_of_tables_gives_their_text_columns(tmp_path: Path) -> None:
    for code, texts in LINES.items():
        lines = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts))
        (tmp_path / f"{code}.jsonl").write_text(lines, encoding="utf-8")
    assert list(read_parallel(tmp_path).sentences(SWH)) == ["moja", "mbili"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no language was found"),
        ({"eng.txt": b"one\n"}, "only one language"),
        ({"eng.txt": b"one\n", "en.txt": b"one\n"}, "a second file"),
        ({"t.csv": b"eng,swh\n"}, "no language was found"),
    ],
)
def test_a_folder_that_is_no_parallel_text_says_why(
    files: dict[str, bytes], said: str, tmp_path: Path
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_parallel(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", b"", "is empty|no header"),
        ("t.csv", b"id,label\n1,x\n", "no language was found"),
        ("t.csv", b"eng,id\none,1\n", "only one language"),
        ("t.csv", b"eng,English\none,1\n", "a second column"),
        ("t.jsonl", b"{broken\n", "no JSON"),
        ("t.bin", b"xx", "is no table"),
    ],
)
def test_a_file_that_is_no_parallel_text_says_why(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_parallel(tmp_path / name)


def test_bytes_that_are_no_utf_8_are_named_by_line(tmp_path: Path) -> None:
    place = folder(tmp_path, "{}.txt")
    (place / "swh.txt").write_bytes(b"moja\n\xff\xfe\n")
    with pytest.raises(InputError, match=r"swh\.txt:2: byte 0xFF"):
        read_parallel(place).sentences(SWH)
