from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from isogloss.data.bitext import (
    join_keyed,
    keyed_files,
    read_aligned,
    read_documents,
    read_keyed,
    read_ntrex,
    read_tatoeba,
)
from isogloss.data.examples import Entry, SentencePair
from isogloss.data.lexicon import read_keywords, read_lexicon
from isogloss.data.rejects import Reject
from isogloss.data.tmx import read_tmx
from isogloss.errors import BadRow, InputError
from isogloss.languages import Language
from tests.data.writing import write


def test_line_aligned_files_keep_quotes_and_blank_lines(tmp_path: Path) -> None:
    source = write(tmp_path / "a.eng", '"Run!\r\n\r\nStop.\r\n')
    target = write(tmp_path / "a.amh.gz", gzip.compress('"ሩጥ!\n\nቁም።\n'.encode()))
    assert list(read_aligned(source, target)) == [
        SentencePair("1", '"Run!', '"ሩጥ!'),
        SentencePair("2", "", ""),
        SentencePair("3", "Stop.", "ቁም።"),
    ]


def test_files_of_different_length_are_refused_with_both_counts(tmp_path: Path) -> None:
    source, target = write(tmp_path / "a", "1\n2\n3\n"), write(tmp_path / "b", "1\n2\n")
    with pytest.raises(InputError, match=r"a has 3 lines and .*b has 2"):
        list(read_aligned(source, target))


def test_a_folder_of_ntrex_has_its_languages_side_by_side(tmp_path: Path) -> None:
    write(tmp_path / "newstest2019-src.eng.txt", 'One.\r\n"Two\r\n')
    write(tmp_path / "newstest2019-ref.swa.txt", "Moja.\r\nMbili\r\n")
    write(tmp_path / "newstest2019-ref.zho-TW.txt", "一。\r\n二\r\n三\r\n")
    write(tmp_path / "newstest2019-ref-2.swa.txt", "Moja\r\n")
    write(tmp_path / "DOCUMENT_IDS.tsv", "bbc.1\nbbc.2\n")
    parallel = read_ntrex(tmp_path)
    english, swahili = Language.parse("eng"), Language.parse("swa")
    assert [str(language) for language in parallel.paths] == ["swa_Latn", "zho_Hant_TW", "eng_Latn"]
    assert parallel.count == 2
    assert [pair.target for pair in parallel.pairs(swahili, english)] == ["One.", '"Two']
    assert read_documents(tmp_path) == ["bbc.1", "bbc.2"]
    with pytest.raises(InputError, match=r"zho-TW\.txt has 3 lines, and its translations have 2"):
        parallel.lines(Language.parse("zho-TW"))


def test_a_folder_of_tatoeba_needs_both_sides(tmp_path: Path) -> None:
    write(tmp_path / "tatoeba.swh-eng.swh", "Habari\n")
    write(tmp_path / "tatoeba.swh-eng.eng", "Hello\n")
    ((language, files),) = read_tatoeba(tmp_path).items()
    assert str(language) == "swh_Latn"
    assert list(read_aligned(*files)) == [SentencePair("1", "Habari", "Hello")]
    (tmp_path / "tatoeba.swh-eng.eng").unlink()
    with pytest.raises(InputError, match="has no English side"):
        read_tatoeba(tmp_path)


def test_keyed_files_are_joined_by_key(tmp_path: Path) -> None:
    write(tmp_path / "en.tsv", 'tar\t"Pack files.\nls\tList files.\n')
    write(tmp_path / "pt_BR.tsv", "ls\tListar arquivos.\nzip\tCompactar.\n")
    files = keyed_files(tmp_path)
    assert [str(language) for language in files] == ["eng_Latn", "por_Latn_BR"]
    english, portuguese = (read_keyed(path) for path in files.values())
    assert list(join_keyed(english, portuguese)) == [SentencePair("ls", "List files.", "Listar arquivos.")]


@pytest.mark.parametrize(("row", "reason"), [("ls", "expected a key"), ("tar\tagain", "comes a second time")])
def test_a_bad_keyed_row_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(BadRow, match=rf"en\.tsv:2: .*{reason}"):
        read_keyed(write(tmp_path / "en.tsv", f"tar\tPack.\n{row}\n"))


def test_a_lexicon_keeps_repeated_words_and_quotes(tmp_path: Path) -> None:
    path = write(tmp_path / "en_am.tsv", 'house\tቤት\nhouse\tመኖሪያ\n"quote\tጥቅስ\n')
    assert list(read_lexicon(path)) == [Entry("house", "ቤት"), Entry("house", "መኖሪያ"), Entry('"quote', "ጥቅስ")]


def test_a_third_column_is_the_weight(tmp_path: Path) -> None:
    path = write(tmp_path / "lexicon.tsv", "house\tnyumba\t0.25\n")
    assert list(read_lexicon(path)) == [Entry("house", "nyumba", 0.25)]


@pytest.mark.parametrize(
    ("columns", "row"), [((1, 2), "00015388-n\thouse\tnyumba"), ((2, 3), "x\ty\thouse\tnyumba")]
)
def test_other_layouts_name_their_columns(tmp_path: Path, columns: tuple[int, int], row: str) -> None:
    path = write(tmp_path / "swa.tsv.gz", gzip.compress(row.encode()))
    assert list(read_lexicon(path, columns=columns)) == [Entry("house", "nyumba")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("alone", "the row has 1 column, expected at least 2, separated by tabs"),
        ("house\t ", "one side of the entry is empty"),
        ("house\tnyumba\theavy", "the weight in the third column is 'heavy', expected a number above 0"),
        ("house\tnyumba\t-1", "the weight in the third column is '-1', expected a number above 0"),
        ("house\tnyumba\tnan", "the weight in the third column is 'nan', expected a number above 0"),
    ],
)
def test_a_bad_entry_is_refused_or_set_aside(tmp_path: Path, row: str, reason: str) -> None:
    path = write(tmp_path / "lexicon.tsv", f"water\tmaji\n{row}\n")
    rejects: list[Reject] = []
    assert list(read_lexicon(path, rejects=rejects)) == [Entry("water", "maji")]
    assert rejects == [Reject(str(path), 2, reason)]
    with pytest.raises(BadRow, match=r"lexicon\.tsv:2: "):
        list(read_lexicon(path))


def test_annotations_have_a_name_and_keywords(tmp_path: Path) -> None:
    path = write(tmp_path / "am.tsv", "{\tክፍት\tቅንፍ | ብሬስ\n🏻\tቀለም\t\n")
    assert list(read_keywords(path)) == [("{", "ክፍት", ("ቅንፍ", "ብሬስ")), ("🏻", "ቀለም", ())]


TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<tu tuid="greeting"><tuv xml:lang="EN-US"><seg>Hello <bpt i="1">&lt;b&gt;</bpt><hi>world</hi>
 &amp; all</seg></tuv><tuv xml:lang="am"><seg>ሰላም</seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>Only English</seg></tuv></tu>
<tu><tuv lang="en-US"><seg>Water</seg></tuv><tuv lang="am"><seg>ውሃ</seg></tuv></tu>
</body></tmx>
"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_translation_memory_gives_units_that_have_both_languages(tmp_path: Path, pack: type[bytes]) -> None:
    name = "memory.tmx" if pack is bytes else "memory.tmx.gz"
    path = write(tmp_path / name, pack(TMX.encode()))
    assert list(read_tmx(path, "eng", "amh")) == [
        SentencePair("greeting", "Hello world & all", "ሰላም"),
        SentencePair("3", "Water", "ውሃ"),
    ]


def test_a_translation_memory_without_the_language_says_what_it_has(tmp_path: Path) -> None:
    path = write(tmp_path / "memory.tmx", TMX)
    with pytest.raises(InputError, match=r"no unit in both eng and swh\. It has EN-US, am, en-US"):
        list(read_tmx(path, "eng", "swh"))


def test_broken_xml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "memory.tmx", TMX.replace("</tu>\n<tu><tuv xml", "\n<tu><tuv xml"))
    with pytest.raises(InputError, match=r"memory\.tmx:8: no well-formed XML: mismatched tag"):
        list(read_tmx(path, "eng", "amh"))


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    bomb = TMX.replace('SYSTEM "tmx14.dtd"', '[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]')
    with pytest.raises(InputError, match="declares the entity a"):
        list(read_tmx(write(tmp_path / "memory.tmx", bomb), "eng", "amh"))
