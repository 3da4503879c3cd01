"""Lexicons are read in whatever form they come, and a wrong row is named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from isogloss.data.lexicon import read_lexicon
from isogloss.data.lexicons import Translation, read_any_lexicon
from isogloss.data.lexicons.frequencies import read_frequencies
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError, UnknownLanguage
from tests.data.writing import write


def pairs(path: Path, source: str | None = None, target: str | None = None) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in read_any_lexicon(path, source=source, target=target)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a little\tpichin\n\"x\tቤት\n\n", [("a little", "pichin"), ('"x', "ቤት")]),
        ("house Haus\nwater Wasser\n", [("house", "Haus"), ("water", "Wasser")]),
        ("house\tHaus\nnew york\tNew York\n", [("house", "Haus"), ("new york", "New York")]),
        ("00005815-v\tcough\tkohoa\n00006269-n\tliving_thing\tkiumbe hai\n",
         [("cough", "kohoa"), ("living thing", "kiumbe hai")]),
        ("", []),
    ],
)  # fmt: skip
def test_a_form_is_known_by_its_rows(tmp_path: Path, content: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(write(tmp_path / "words", content)) == expected
    packed = tmp_path / "words.tsv.gz"
    packed.write_bytes(gzip.compress(content.encode()))
    assert pairs(packed) == expected


def test_weights_and_senses_are_read(tmp_path: Path) -> None:
    rows = list(read_any_lexicon(write(tmp_path / "a.tsv", "bank\tBank\t0.7\tmoney\nbank\tUfer\t\triver\n")))
    assert rows == [Translation("bank", "Bank", 0.7, "money"), Translation("bank", "Ufer", 1.0, "river")]
    synsets = list(read_any_lexicon(write(tmp_path / "b.tsv", "00005815-v\tcough\tkohoa\n")))
    assert synsets == [Translation("cough", "kohoa", 1.0, "00005815-v")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a\tb\nc\n", ":2: the row has 1 column"),
        ("a\tb\n\tc\n", ":2: one side of the entry is empty"),
        ("a\tb\t0\n", ":1: the weight in the third column is '0'"),
        ("a b\nc d e\n", ":2: the row has 3 words"),
        ("00005815-v\tcough\tx\n00005815-v\tcough\n", ":2: expected a synset"),
    ],
)
def test_a_wrong_row_stops_or_is_set_aside(tmp_path: Path, content: str, said: str) -> None:
    path = write(tmp_path / "words", content)
    with pytest.raises(BadRow) as caught:
        list(read_any_lexicon(path))
    assert said in str(caught.value)
    rejects: list[Reject] = []
    kept = list(read_any_lexicon(path, rejects=rejects))
    assert len(kept) + len(rejects) == content.count("\n")


ENTRIES = [
    {"word": "house", "lang_code": "en", "senses": [{"glosses": ["A structure"], "translations": [
        {"code": "de", "word": "Haus", "sense": "abode"}]}],
     "translations": [{"lang_code": "sw", "word": "nyumba"}, {"code": "xx-none", "word": "?"},
                      {"code": "sw"}]},
    {"word": "Haus", "lang_code": "de", "senses": [
        {"glosses": ["house (building), home"]}, {"glosses": ["a long explanation of what this is"]},
        {"glosses": ["genitive of x"], "form_of": [{"word": "x"}]}]},
    {"title": "redirect", "redirect": "house"},
    {"word": "gehen", "lang_code": "de", "senses": [{"glosses": ["to go"]}]},
]  # fmt: skip


def test_wiktionary_gives_translations_of_two_languages_both_ways(tmp_path: Path) -> None:
    path = write(tmp_path / "k.jsonl", "".join(json.dumps(one) + "\n" for one in ENTRIES))
    assert pairs(path, "eng", "deu") == [
        ("house", "Haus"),
        ("house", "Haus"),
        ("home", "Haus"),
        ("go", "gehen"),
    ]
    assert pairs(path, "deu", "eng") == [
        ("Haus", "house"),
        ("Haus", "house"),
        ("Haus", "home"),
        ("gehen", "go"),
    ]
    assert pairs(path, "eng", "swa") == [("house", "nyumba")]
    assert pairs(path, "swh", "hin") == []
    (first, *_) = read_any_lexicon(path, source="en", target="de")
    assert first.sense == "abode"


def test_wiktionary_needs_both_languages_and_json(tmp_path: Path) -> None:
    path = write(tmp_path / "k.jsonl", '{"word": "a", "lang_code": "en"}\nno json\n[1]\n')
    with pytest.raises(InputError, match="Name the two"):
        pairs(path)
    with pytest.raises(UnknownLanguage):
        pairs(path, "eng", "klingonish")
    with pytest.raises(BadRow, match="2: the line is no JSON"):
        pairs(path, "eng", "deu")
    rejects: list[Reject] = []
    assert list(read_any_lexicon(path, source="eng", target="deu", rejects=rejects)) == []
    assert [one.line for one in rejects] == [2, 3]


@pytest.mark.parametrize(
    "content",
    [
        '{"word": 3, "lang_code": "en"}',
        '{"word": "a", "lang_code": ["en"], "senses": 4}',
        '{"word": "a", "lang_code": "en", "translations": [3, {"code": 5, "word": []}], "senses": [0]}',
    ],
)
def test_entries_of_another_shape_are_passed_over(tmp_path: Path, content: str) -> None:
    assert pairs(write(tmp_path / "k.jsonl", content), "eng", "deu") == []


def test_frequencies_come_with_tabs_or_blanks(tmp_path: Path) -> None:
    path = write(tmp_path / "f", "ቤት\t12\nnew york\t3.5\n\n")
    assert list(read_frequencies(path)) == [("ቤት", 12.0), ("new york", 3.5)]
    assert list(read_frequencies(write(tmp_path / "g", "ቤት 12\n"))) == [("ቤት", 12.0)]
    for wrong in ("a\tb\n", "a\n", "a\t-1\n", "a\tnan\n", "\t3\n"):
        with pytest.raises(BadRow, match="how often it occurs"):
            list(read_frequencies(write(tmp_path / "h", wrong)))


def test_what_is_merged_and_written_is_a_lexicon_for_others(tmp_path: Path) -> None:
    path = write(tmp_path / "merged.tsv", "house\tHaus\t2\tabode | home\ta.tsv | b.tsv\n")
    (entry,) = read_lexicon(path)
    assert (entry.source, entry.target, entry.weight) == ("house", "Haus", 2.0)
