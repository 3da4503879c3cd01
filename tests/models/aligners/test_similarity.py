from __future__ import annotations

from collections.abc import Sequence

import pytest

from isogloss.data.examples import Entry
from isogloss.errors import InputError, UnknownName
from isogloss.models.aligners.evidence import folded
from isogloss.models.aligners.similarity import SimilarityAligner
from isogloss.models.aligners.table import ALIGNERS, load_aligner
from isogloss.models.contracts import Aligner, LearningAligner, Link, WordEncoder, WordPair
from isogloss.models.registry import load_word_encoder

PAIRS: dict[str, tuple[WordPair, set[tuple[int, int]]]] = {
    "German": (
        (["the", "house", "is", "red"], ["das", "Haus", "ist", "rot"]),
        {(0, 0), (1, 1), (2, 2), (3, 3)},
    ),
    "Chinese": ((["school", "water"], ["水", "学校"]), {(0, 1), (1, 0)}),
    "Arabic": ((["book", "2024"], ["كتاب", "2024"]), {(0, 0), (1, 1)}),
    "Amharic": ((["water", "house"], ["ውሃ", "ቤት"]), {(0, 0), (1, 1)}),
    "Hindi": ((["water", "house"], ["घर", "पानी"]), {(0, 1), (1, 0)}),
}


@pytest.fixture(scope="module")
def encoder() -> WordEncoder:
    return load_word_encoder("static")


def cells(links: Sequence[Link]) -> set[tuple[int, int]]:
    return {(link.source, link.target) for link in links}


@pytest.mark.parametrize("name", ALIGNERS)
def test_every_aligner_keeps_order_and_gives_empty_sides_no_links(name: str, encoder: WordEncoder) -> None:
    aligner = load_aligner(name, encoder)
    assert isinstance(aligner, Aligner)
    assert aligner.name == name
    pair = (["house", "2024"], ["house", "2024"])
    assert aligner.align([]) == []
    found = aligner.align([pair, ([], ["x"]), (["x"], []), ([], []), pair])
    assert [cells(links) for links in found] == [{(0, 0), (1, 1)}, set(), set(), set(), {(0, 0), (1, 1)}]
    assert all(0 < link.score <= 1 for links in found for link in links)


@pytest.mark.parametrize("name", ALIGNERS)
def test_every_aligner_gives_the_same_again_in_order_of_its_words(name: str, encoder: WordEncoder) -> None:
    pairs = [pair for pair, _ in PAIRS.values()]
    first, second = (load_aligner(name, encoder).align(pairs) for _ in range(2))
    assert first == second
    for links, (source, target) in zip(first, pairs, strict=True):
        assert [*links] == sorted(links, key=lambda link: (link.source, link.target))
        assert all(0 <= i < len(source) and 0 <= j < len(target) for i, j in cells(links))


@pytest.mark.parametrize("name", ALIGNERS)
@pytest.mark.parametrize(
    "pair",
    [
        (["\ud800", "a"], ["\ud800", "a"]),
        (["", " "], ["", " "]),
        (["👩‍👩‍👧", "\u202e"], ["👩‍👩‍👧", "\x00"]),
    ],
)
def test_no_word_is_too_odd(name: str, pair: WordPair, encoder: WordEncoder) -> None:
    assert (0, 0) in cells(load_aligner(name, encoder).align([pair])[0])


@pytest.mark.parametrize("script", PAIRS)
def test_words_meet_across_scripts(script: str, encoder: WordEncoder) -> None:
    pair, expected = PAIRS[script]
    assert expected <= cells(load_aligner("argmax", encoder).align([pair])[0])


def test_the_same_word_goes_to_the_nearer_place(encoder: WordEncoder) -> None:
    pair = (["the", "cat", "saw", "the", "dog"], ["the", "xqz", "the"])
    assert {(0, 0), (3, 2)} <= cells(load_aligner("argmax", encoder).align([pair])[0])


def test_a_lexicon_pairs_words_of_which_nothing_is_known(encoder: WordEncoder) -> None:
    pair = (["Zorblax", "qwfp"], ["plmk", "ÎJWX"])
    lexicon = [Entry("zorblax", "îjwx"), Entry("qwfp plmk", "ijwx")]
    aligner = load_aligner("argmax", encoder, lexicon)
    assert (0, 1) in cells(aligner.align([pair])[0])


def test_only_each_others_nearest_are_sure(encoder: WordEncoder) -> None:
    pair = (["the", "house", "is", "red"], ["das", "Haus", "ist", "rot"])
    argmax, matched = (load_aligner(name, encoder).align([pair])[0] for name in ("argmax", "match"))
    assert all(link.sure for link in argmax)
    assert cells([link for link in matched if link.sure]) == cells(argmax) & cells(matched)


def test_a_pair_too_long_for_a_matrix_is_refused_by_its_number(encoder: WordEncoder) -> None:
    long = (["a"] * 9_000, ["b"] * 9_000)
    for name in ("argmax", "combined"):
        with pytest.raises(InputError, match=r"Pair 2 has 9,000 and 9,000 words"):
            load_aligner(name, encoder).align([(["a"], ["b"]), long])


def test_names_are_known_or_refused(encoder: WordEncoder) -> None:
    with pytest.raises(UnknownName, match="Did you mean argmax"):
        load_aligner("argmx", encoder)
    with pytest.raises(UnknownName, match="Did you mean union"):
        load_aligner("hmm:unio", encoder)
    with pytest.raises(InputError, match="argmax has no two directions to join by 'union'"):
        load_aligner("argmax:union", encoder)
    assert isinstance(load_aligner("hmm:union", encoder), LearningAligner)
    assert isinstance(load_aligner("ot", encoder), SimilarityAligner)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Înțelegere", "intelegere"),
        ("ΉΤΑΝ", "ηταν"),
        ("Ёлка", "елка"),
        ("पानी", "पानी"),
        ("Straße", "strasse"),
    ],
)
def test_folding_takes_case_and_accents_and_leaves_vowel_signs(word: str, expected: str) -> None:
    assert folded(word) == expected
