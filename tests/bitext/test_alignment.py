from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.bitext import AlignedPair, align
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Span
from isogloss.models.aligners.table import load_aligner
from isogloss.models.contracts import Aligner, Link
from isogloss.models.registry import load_word_encoder

WORDS = st.sampled_from(
    ["house", "ቤት", "ရေ", "น้ำ", "سلام", "ߒߞߏ", "水", "पानी", "😀", "\ud800", ",", "  ", "\u00a0"]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


@pytest.fixture(scope="module")
def argmax() -> Aligner:
    return load_aligner("argmax", load_word_encoder("static"))


def test_sentences_are_cut_into_words_that_slice_back(argmax: Aligner) -> None:
    text = ("The house is red.", "Das Haus ist rot!")
    (pair,) = align([text], source="en", target="de", aligner=argmax)
    assert [span.text for span in pair.source] == ["The", "house", "is", "red"]
    assert pair.target[1] == Span("Haus", 4, 8)
    assert {(1, 1), (3, 3)} <= {(link.source, link.target) for link in pair.links}


def test_what_is_tokenized_stays_as_it_is(argmax: Aligner) -> None:
    (pair,) = align([("isn't  it\u00a0so ?", "» nicht\twahr ?")], tokenized=True, aligner=argmax)
    assert [span.text for span in pair.source] == ["isn't", "it\u00a0so", "?"]
    assert [(span.start, span.end) for span in pair.target] == [(0, 1), (2, 7), (8, 12), (13, 14)]
    assert (2, 3) in {(link.source, link.target) for link in pair.links}


def test_thai_and_chinese_are_cut_by_their_language(argmax: Aligner) -> None:
    (pair,) = align([("水", "น้ำ")], source="zho", target="tha", aligner=argmax)
    assert [span.text for span in pair.source] == ["水"]
    assert [span.text for span in pair.target] == ["น้ำ"]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4), st.booleans(), st.sampled_from(["argmax", "combined"]))
def test_every_span_slices_back_and_every_link_has_its_words(
    texts: list[tuple[str, str]], tokenized: bool, name: str
) -> None:
    aligner = load_aligner(name, load_word_encoder("static"))
    found = list(align(texts, tokenized=tokenized, aligner=aligner))
    assert len(found) == len(texts)
    for (source, target), pair in zip(texts, found, strict=True):
        assert all(source[span.start : span.end] == span.text for span in pair.source)
        assert all(target[span.start : span.end] == span.text for span in pair.target)
        assert all(link.source < len(pair.source) and link.target < len(pair.target) for link in pair.links)


def test_pairs_stream_through_what_learns_nothing(argmax: Aligner) -> None:
    def endless() -> Iterator[tuple[str, str]]:
        while True:
            yield "house", "Haus"

    first = list(islice(align(endless(), aligner=argmax), 3))
    assert [pair.pharaoh() for pair in first] == ["0-0"] * 3


def test_by_default_the_pairs_and_more_of_them_teach() -> None:
    unknown = [("qorv zent", "tnez vroq"), ("qorv", "vroq"), ("zent", "tnez")]
    assert [pair.pharaoh() for pair in align(unknown * 20)][:3] == ["0-1 1-0", "0-0", "0-0"]
    (taught,) = align(unknown[:1], training=unknown[1:] * 20)
    assert taught.pharaoh() == "0-1 1-0"


def test_a_pair_too_long_is_refused_by_its_number_in_the_whole(argmax: Aligner) -> None:
    pairs = [("a", "b")] * 1500 + [("a " * 9000, "b " * 9000)]
    with pytest.raises(InputError, match=r"Pair 1,501 has 9,000 and 9,000 words"):
        list(align(pairs, tokenized=True, aligner=argmax))


@pytest.mark.parametrize("name", ["argmax", "hmm"])
def test_a_pair_too_long_is_set_aside_where_its_number_can_go(name: str) -> None:
    aligner = load_aligner(name, load_word_encoder("static"))
    refused: list[int] = []
    long = ("w " * 7000, "v " * 7000)
    found = list(align([("water", "maji"), long, ("house", "nyumba")], aligner=aligner, refused=refused))
    assert refused == [2]
    assert [len(pair.source) for pair in found] == [1, 0, 1]
    assert found[1].links == ()


def test_a_possible_link_is_written_with_p() -> None:
    links = (Link(0, 1, 0.9), Link(1, 0, 0.2, sure=False))
    assert AlignedPair((), (), links).pharaoh() == "0-1 1p0"


def test_an_unknown_language_is_refused_at_once() -> None:
    with pytest.raises(UnknownLanguage):
        align([], source="klingonish")
