"""Words beside their translations, cognates and false friends: what is read, and what is found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.errors import BadRow, InputError
from isogloss.languages import Language, Span
from isogloss.measure import Settings, measure
from isogloss.measure.lexicons import lexicon
from isogloss.measure.probe import Finding
from isogloss.measure.probes.lexical import _links
from isogloss.measure.wordlinks import WordLink, read_links
from isogloss.models.contracts import WordVectors
from tests.measure.conftest import SENTENCES, write

ENG, DEU, SWH = (Language.parse(code) for code in ("eng", "deu", "swh"))
WORDS = {
    "water": "maji",
    "fish": "samaki",
    "book": "kitabu",
    "teacher": "mwalimu",
    "market": "soko",
    "moon": "mwezi",
}


def test_a_folder_of_pairs_asks_the_words_of_its_test_files(tmp_path: Path) -> None:
    folder = tmp_path / "en-de"
    folder.mkdir()
    for name, content in (
        ("yacle.test.en-de.tsv", "water\tWasser\n"),
        ("yacle.train.en-de.tsv", "fish\tFisch\nwater\tWässer\n"),
        ("yacle.test.de-en.tsv", "Buch\tbook\n"),
    ):
        (folder / name).write_text(content, encoding="utf-8")
    found = lexicon(tmp_path, ENG, DEU)
    assert found is not None
    assert found.asked == {"water": {"Wasser"}}
    assert found.known == {"water": {"Wasser", "Wässer"}, "fish": {"Fisch"}}
    turned = lexicon(tmp_path, DEU, ENG)
    assert turned is not None
    assert turned.asked == {"Wasser": {"water"}}
    assert lexicon(tmp_path, ENG, SWH) is None


def test_one_file_a_language_counts_its_bad_rows(tmp_path: Path) -> None:
    (tmp_path / "en_sw.tsv").write_text("water\tmaji\nwater\tmaji safi\nlonely\n\tmaji\n", encoding="utf-8")
    found = lexicon(tmp_path, ENG, SWH)
    assert found is not None
    assert found.asked == {"water": {"maji", "maji safi"}}
    assert found.refused == 2
    with pytest.raises(InputError, match="holds no lexicon"):
        lexicon(write(tmp_path / "other", SENTENCES), ENG, SWH)


def test_static_finds_most_of_a_few_words_and_their_neighbours(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    lines = "".join(f"{one}\t{other}\n" for one, other in WORDS.items())
    (tmp_path / "lexicon" / "en_sw.tsv").write_text(lines, encoding="utf-8")
    place = write(tmp_path / "text", SENTENCES)
    settings = Settings(lexicon=tmp_path / "lexicon")
    run = measure("static", on=place, probes="lexical", settings=settings, out=tmp_path / "run")
    found = {(row.metric, row.detail): row for row in run.rows() if row.language.startswith("sw")}
    assert found["precision", "k=1"].n == len(WORDS)
    assert found["precision", "k=1"].value >= 0.5
    assert (
        found["precision", "k=1"].value
        <= found["precision", "k=5"].value
        <= found["precision", "k=10"].value
        == 1
    )
    assert found["average_precision", ""].value >= found["precision", "k=1"].value


# Where each word lies, in radians.
PLACES = {
    "gift": 0,
    "present": 1,
    "Gift": 0,
    "Geschenk": 0.4,
    "hand": 2,
    "Hand": 2.1,
    "house": 3,
    "Haus": 3.05,
}


class Taught:
    """Words whose vectors are known by heart."""

    name, fingerprint, languages = "taught", "00", ()

    def encode_words(self, sentences: list[object]) -> list[WordVectors]:
        return [self._one(" ".join(one) if isinstance(one, list) else str(one)) for one in sentences]

    def _one(self, text: str) -> WordVectors:
        spans, at = [], 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            spans.append(Span(word, start, at))
        angles = np.array([PLACES.get(span.text, 9.0) for span in spans])
        return WordVectors(
            tuple(spans), np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
        )


def accuracy(links: list[WordLink]) -> dict[tuple[object, object], float]:
    found: list[Finding] = list(_links((Taught(), Taught()), links, 0))  # type: ignore[arg-type]  # it has what is used
    return {(one.detail["in"], one.detail["type"]): one.value for one in found if one.detail}


def test_types_of_words_are_told_alone_and_in_sentences() -> None:
    true = [
        WordLink("cognate", "hand", "Hand", "", "my hand", "meine Hand"),
        WordLink("translation", "house", "Haus", "", "the house", "das Haus"),
    ]
    friend = WordLink("false friend", "gift", "Gift", "Geschenk", "a gift", "das Gift")
    found = accuracy([*true, friend])
    assert found["isolation", "cognate"] == found["isolation", "translation"] == 1
    assert found["isolation", "false friend"] == 0  # Gift lies right on gift, Geschenk beside it
    assert found["sentences", "false friend"] == 0
    far = WordLink("false friend", "present", "Haus", "", "", "")
    assert accuracy([*true, far])["isolation", "false friend"] == 1


def test_a_part_of_another_word_is_not_the_word_and_is_counted() -> None:
    links = [
        WordLink("cognate", "hand", "Hand", "", "my hand", "ein Handbuch"),
        WordLink("translation", "house", "Haus", "", "the house", "das Haus"),
        WordLink("translation", "gift", "Geschenk", "", "", ""),
    ]
    (told,) = (
        one
        for one in _links((Taught(), Taught()), links, 0)  # type: ignore[arg-type]  # it has what is used
        if one.metric == "not_in_sentence"
    )
    assert (told.value, told.n) == (1, 2)


@pytest.mark.parametrize("before", ["Straße ẞ ß", "İstanbul İ İ", "ﬃ ŉ"])
def test_a_word_is_found_where_it_stands_though_folding_letters_before_it_makes_more_of_them(
    before: str,
) -> None:
    true = [
        WordLink("cognate", "hand", "Hand", "", "my hand", f"{before} Hand Haus"),
        WordLink("translation", "house", "Haus", "", "the house", f"{before} Haus Hand"),
    ]
    assert accuracy(true)["sentences", "cognate"] == accuracy(true)["sentences", "translation"] == 1


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ("language\ttype\tpivot\n", InputError, "no column 'word'"),
        ("language\ttype\tpivot\tword\nde\tcognat\ta\tb\n", BadRow, "tsv:2: expected two words and a type"),
        ("language\ttype\tpivot\tword\nde\tcognate\t\tb\n", BadRow, "tsv:2"),
    ],
)
def test_a_table_of_links_that_is_none_says_why(
    content: str, kind: type[Exception], said: str, tmp_path: Path
) -> None:
    file = tmp_path / "links.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(kind, match=said):
        read_links(file, DEU)


def test_links_of_one_language_are_read_from_a_table_of_many(tmp_path: Path) -> None:
    file = tmp_path / "links.tsv"
    rows = "language\ttype\tpivot\tword\nde\tFalse_Friend\tgift\tGift\nsw\ttranslation\twater\tmaji\n"
    file.write_text(rows, encoding="utf-8")
    assert [(link.kind, link.word) for link in read_links(file, DEU)] == [("false friend", "Gift")]
