from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.data.chunks import Chunk, Scheme, as_bio, chunks_of, scheme_of, tags_of

FILES: dict[Scheme, list[list[str]]] = {
    "BIO": [["B-PER", "I-PER", "O", "B-LOC"], ["I-PER", "O"]],
    "IOB1": [["I-PER", "I-PER", "B-PER", "O"], ["I-LOC"]],
    "BIOES": [["B-PER", "E-PER", "S-LOC", "S-LOC"], ["B-ORG", "I-ORG", "E-ORG"]],
    "plain": [["NOUN", "VERB"], ["O"]],
}


@pytest.mark.parametrize(("scheme", "tags"), FILES.items())
def test_a_file_tells_its_scheme(scheme: Scheme, tags: list[list[str]]) -> None:
    assert scheme_of(tags) == scheme


def test_a_file_of_nothing_but_o_is_bio() -> None:
    assert scheme_of([["O", "O"], []]) == "BIO"


@pytest.mark.parametrize(
    ("scheme", "tags", "expected", "repaired"),
    [
        ("IOB1", ["I-PER", "B-PER", "I-LOC"], ["B-PER", "B-PER", "B-LOC"], 0),
        ("BIO", ["I-PER", "I-PER", "O", "I-LOC"], ["B-PER", "I-PER", "O", "B-LOC"], 2),
        ("BIO", ["B-PER", "I-LOC"], ["B-PER", "B-LOC"], 1),
        ("BIOES", ["S-PER", "S-PER", "B-LOC", "E-LOC"], ["B-PER", "B-PER", "B-LOC", "I-LOC"], 0),
        ("BIOES", ["B-LOC", "E-LOC", "I-LOC"], ["B-LOC", "I-LOC", "B-LOC"], 1),
        ("BIOES", ["B-X", "L-X", "U-X"], ["B-X", "I-X", "B-X"], 0),
        ("plain", ["NOUN", "I-X"], ["NOUN", "I-X"], 0),
    ],
)
def test_every_scheme_becomes_bio(
    scheme: Scheme, tags: list[str], expected: list[str], repaired: int
) -> None:
    made = list(as_bio(tags, scheme))
    assert [tag for tag, _ in made] == expected
    assert sum(was for _, was in made) == repaired


def test_chunks_that_touch_stay_two() -> None:
    assert chunks_of(["B-PER", "B-PER", "I-PER", "O", "I-LOC"]) == [
        Chunk("PER", 0, 1),
        Chunk("PER", 1, 3),
        Chunk("LOC", 4, 5),
    ]


def test_of_overlapping_chunks_the_first_keeps_its_words() -> None:
    assert tags_of([Chunk("A", 0, 3), Chunk("B", 2, 5)], 6) == ("B-A", "I-A", "I-A", "B-B", "I-B", "O")
    assert tags_of([Chunk("A", 1, 2), Chunk("B", 0, 4)], 4) == ("B-B", "B-A", "O", "O")


@given(st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B"]), max_size=12))
def test_chunks_and_tags_are_each_others_inverse(tags: list[str]) -> None:
    bio = tuple(tag for tag, _ in as_bio(tags, "BIO"))
    assert tags_of(chunks_of(bio), len(bio)) == bio
