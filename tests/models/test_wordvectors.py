"""Word vectors as files, read back as other tools read them."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.errors import InputError, UnknownLanguage, UnknownName, Unwritable
from isogloss.languages import Language
from isogloss.models.contracts import WordEncoder
from isogloss.models.registry import load_encoder
from isogloss.models.wordvectors import BLOCK, Exported, export_words

WORDS = ["school", "shule", "स्कूल", "ትምህርት", "โรงเรียน", "学校", "مدرسة", "ߟߎ߬ߝߍ߬", "café", "it's", "😀", "שלום"]


def as_muse_reads(path: Path) -> tuple[list[str], Floats2d]:
    """Return the words and vectors of a file as MUSE and VecMap read it: word, blank, numbers."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    first, *lines = content.decode().removesuffix("\n").split("\n")
    count, dimensions = map(int, first.split())
    names = []
    vectors = np.empty((count, dimensions), np.float32)
    for place, line in enumerate(lines):
        name, numbers = line.split(" ", 1)
        names.append(name)
        vectors[place] = [float(number) for number in numbers.split(" ")]
    assert len(names) == count
    return names, vectors


def of_words(words: list[str]) -> Floats2d:
    encoder = load_encoder("static")
    assert isinstance(encoder, WordEncoder)
    return encoder.encode_words([words])[0].vectors


@pytest.fixture(scope="module")
def known() -> list[str]:
    return [word for word, vector in zip(WORDS, of_words(WORDS), strict=True) if vector.any()]


@pytest.mark.parametrize("ending", ["vec", "vec.gz"])
def test_the_vectors_come_back_bit_for_bit(tmp_path: Path, known: list[str], ending: str) -> None:
    done = export_words(WORDS, tmp_path / f"words.{ending}")
    names, vectors = as_muse_reads(done.path)
    assert names == known
    np.testing.assert_array_equal(vectors, of_words(known))
    assert done == Exported(done.path, len(known), vectors.shape[1], 0, len(WORDS) - len(known))


def test_plain_arrays_have_their_words_beside_them(tmp_path: Path, known: list[str]) -> None:
    export_words([*WORDS, "New   York"], tmp_path / "words.npy")
    names = (tmp_path / "words.txt").read_text(encoding="utf-8").splitlines()
    assert names == [*known, "New York"]
    np.testing.assert_array_equal(np.load(tmp_path / "words.npy"), of_words(names))


def test_more_words_than_a_block_keep_their_order(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(BLOCK + 10)]
    export_words(words, tmp_path / "words.npy")
    np.testing.assert_array_equal(np.load(tmp_path / "words.npy"), of_words(words))


def test_blanks_within_a_word_are_written_as_word2vec_writes_phrases(tmp_path: Path) -> None:
    done = export_words([" New York ", "new\u3000york", "", "  "], tmp_path / "words.vec")
    names, vectors = as_muse_reads(done.path)
    assert names == ["New_York", "new_york"]
    np.testing.assert_array_equal(vectors, of_words(["New York", "new york"]))


def test_a_word_that_comes_again_is_written_once(tmp_path: Path) -> None:
    done = export_words(["shule", "watoto", "shule", "New York", "New_York"], tmp_path / "words.vec")
    assert (done.words, done.repeated) == (3, 2)
    assert as_muse_reads(done.path)[0] == ["shule", "watoto", "New_York"]


def test_the_language_of_the_words_is_handed_on(tmp_path: Path) -> None:
    done = export_words(["shule", "watoto"], tmp_path / "words.vec", language="sw")
    expected = load_encoder("static").encode(["shule", "watoto"], language=Language("swh", "Latn"))
    np.testing.assert_array_equal(as_muse_reads(done.path)[1], expected)


def test_the_same_words_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.vec.gz", tmp_path / "other.vec.gz"
    export_words(WORDS, one)
    export_words(WORDS, other)
    assert one.read_bytes() == other.read_bytes()


def test_gensim_reads_it(tmp_path: Path, known: list[str]) -> None:
    gensim = pytest.importorskip("gensim.models", reason="needs pip install gensim")
    export_words(WORDS, tmp_path / "words.vec.gz")
    read = gensim.KeyedVectors.load_word2vec_format(str(tmp_path / "words.vec.gz"))
    assert read.index_to_key == known
    np.testing.assert_array_equal(read.vectors, of_words(known))


def test_what_cannot_be_exported_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"words.bin: no format.*\.vec, \.vec\.gz, \.npy"):
        export_words(WORDS, tmp_path / "words.bin")
    with pytest.raises(InputError, match="none of the 0 words"):
        export_words(["", " "], tmp_path / "words.vec")
    with pytest.raises(InputError, match="Word 2 holds a lone surrogate"):
        export_words(["a", "\ud800"], tmp_path / "words.vec")
    with pytest.raises(UnknownName):
        export_words(WORDS, tmp_path / "words.vec", model="statik")
    with pytest.raises(UnknownLanguage):
        export_words(WORDS, tmp_path / "words.vec", language="xxxyy")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unwritable, match="cannot be written"):
        export_words(WORDS, tmp_path / "file" / "words.vec")
