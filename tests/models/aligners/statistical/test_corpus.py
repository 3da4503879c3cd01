from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.models.aligners.statistical.corpus import SHIFT, Corpus, blocks, numbered
from isogloss.models.aligners.statistical.lengths import LONG, PIECE, pieces_of
from isogloss.models.aligners.statistical.vocabulary import learned, stem
from isogloss.models.contracts import WordPair
from isogloss.models.registry import load_word_encoder

WORD = st.sampled_from(["house", "houses", "maji", "ቤት", "घर", "水", "Água"])
SENTENCE = st.lists(WORD, min_size=1, max_size=7)


def corpus_of(pairs: list[WordPair]) -> Corpus:
    return numbered(pairs, *(learned([pair[side] for pair in pairs], None) for side in (0, 1)))


@given(st.lists(st.tuples(SENTENCE, SENTENCE), max_size=6))
def test_cells_point_at_the_words_that_meet(pairs: list[tuple[list[str], list[str]]]) -> None:
    corpus = corpus_of([*pairs])
    sources, targets = (learned([pair[side] for pair in pairs], None).numbers for side in (0, 1))
    for (source, target), cells in zip(pairs, corpus.cells, strict=True):
        expected = [[sources[stem(w)] << SHIFT | targets[stem(v)] for v in target] for w in source]
        assert corpus.keys[cells].tolist() == expected
    assert corpus.keys.tolist() == sorted(set(corpus.keys.tolist()))


@given(st.lists(st.tuples(SENTENCE, SENTENCE), min_size=1, max_size=9), st.sampled_from([0, 1]))
def test_every_pair_stands_in_one_block_with_padding_marked(
    pairs: list[tuple[list[str], list[str]]], given_side: int
) -> None:
    corpus = corpus_of([*pairs])
    met = []
    for block in blocks(corpus, given_side):
        for row, number in enumerate(block.pairs):
            met.append(number)
            length = len(pairs[number][1 - given_side])
            cells = corpus.cells[number].T if given_side == 0 else corpus.cells[number]
            assert block.cells[row, :length].tolist() == cells.tolist()
            assert (block.cells[row, length:] == len(corpus.keys)).all()
            assert block.words[row].tolist() == [
                *corpus.sides[1 - given_side][number].tolist(),
                *[-1] * (block.words.shape[1] - length),
            ]
            assert block.present[row].sum() == length
    assert sorted(met) == list(range(len(pairs)))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Houses", "hous"),
        ("Água", "agua"),
        ("水", "水"),
        ("ቤቶቻቸው", "ቤቶቻቸ"),
        ("والكتاب", "كتاب"),
        ("الله", "الله"),
        ("", ""),
    ],
)
def test_a_stem_is_the_beginning_of_the_folded_word(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_a_vocabulary_grows_and_keeps_its_numbers_and_vectors() -> None:
    encoder = load_word_encoder("static")
    first = learned([["house", "houses", "water"], ["water"]], encoder)
    assert first.counts.tolist() == [2, 2]
    grown = first.extended([["tree", "housing", "tree"]], encoder)
    assert grown.numbers == {"hous": 0, "wate": 1, "tree": 2}
    assert grown.counts.tolist() == [2, 2, 0]
    assert np.array_equal(grown.vectors[:2], first.vectors)
    assert np.linalg.norm(grown.vectors, axis=1) == pytest.approx(1)
    assert first.numbers == {"hous": 0, "wate": 1}


@pytest.mark.parametrize(("left", "right"), [(1, 1), (LONG, 3), (LONG + 1, 3), (1000, 777), (2, 901)])
def test_pieces_of_a_long_pair_hold_all_its_words_in_order(left: int, right: int) -> None:
    source, target = [f"s{i}" for i in range(left)], [f"t{j}" for j in range(right)]
    pieces = list(pieces_of((source, target)))
    if max(left, right) <= LONG:
        assert pieces == [(source, target)]
    assert all(0 < len(side) <= max(PIECE, LONG * (len(pieces) == 1)) for piece in pieces for side in piece)
    if min(left, right) > 2:
        assert [word for piece in pieces for word in piece[0]] == source
        assert [word for piece in pieces for word in piece[1]] == target
