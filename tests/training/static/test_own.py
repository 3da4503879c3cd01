from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language
from isogloss.training.static.codes import ENGLISH
from isogloss.training.static.own import OwnFile, own_file, own_part, parallel_part, read_own
from isogloss.training.static.sources import Record

SWAHILI = Language("swh", "Latn")


def test_a_file_is_named_with_its_language() -> None:
    assert own_file("swh=my/pairs=1.tsv", "bitext") == OwnFile("bitext", SWAHILI, Path("my/pairs=1.tsv"))


@pytest.mark.parametrize("text", ["pairs.tsv", "=pairs.tsv", "swh=", ""])
def test_a_file_without_its_language_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="language of the file is missing"):
        own_file(text, "lexicon")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        own_file("nosuchlanguage=pairs.tsv", "bitext")


def test_own_words_become_lexicon_records_and_english_ones(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("dog\tmbwa\ncat\tpaka\ndog\tmbwa\n", encoding="utf-8")
    file = OwnFile("lexicon", Language.parse("swa"), path)
    part = own_part(file, read_own(file, "first"))
    assert part.lexicon
    assert not part.sentences
    assert list(part.records) == [
        Record(ENGLISH, "dog", "dog"), Record(ENGLISH, "cat", "cat"),
        Record(SWAHILI, "mbwa", "dog"), Record(SWAHILI, "paka", "cat"),
    ]  # fmt: skip


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    """A data set whose ids say which texts translate each other; its test split is not to be read."""
    for language, rows in {
        "eng_Latn": ["1\tsport\tThe team won.", "2\thealth\tThe doctor came."],
        "swh_Latn": ["2\thealth\tDaktari alikuja.", "9\tsport\tHakuna."],
    }.items():
        folder = tmp_path / "topics" / language
        folder.mkdir(parents=True)
        (folder / "train.tsv").write_text(
            "index_id\tcategory\ttext\n" + "\n".join(rows) + "\n", encoding="utf-8"
        )
        (folder / "test.tsv").write_text("index_id\tcategory\ttext\n1\tsport\tSecret.\n", encoding="utf-8")
    return tmp_path / "topics"


def test_parallel_training_texts_are_joined_by_id_without_labels(topics: Path) -> None:
    part = parallel_part(topics)
    assert part.sentences
    assert list(part.records) == [
        Record(ENGLISH, "The team won.", "The team won."),
        Record(ENGLISH, "The doctor came.", "The doctor came."),
        Record(SWAHILI, "Daktari alikuja.", "The doctor came."),
    ]


def test_a_data_set_without_parallel_texts_is_refused(topics: Path) -> None:
    with pytest.raises(InputError, match="shares an id"):
        parallel_part(topics, [SWAHILI])
    (topics / "eng_Latn/train.tsv").unlink()
    with pytest.raises(InputError, match="no English training texts"):
        parallel_part(topics)
