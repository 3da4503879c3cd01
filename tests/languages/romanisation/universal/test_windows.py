from __future__ import annotations

import random

import pytest

from isogloss.languages.romanisation.universal.windows import LONGEST, Edges, in_windows


def pairs(text: str) -> Edges:
    """A reader for the test: letters are taken by runs of the same letter, three at the most."""
    edges: list[tuple[int, str]] = []
    place = 0
    while place < len(text):
        end = place + 1
        while end < min(len(text), place + 3) and text[end] == text[place]:
            end += 1
        edges.append((end - place, f"{text[place]}{end - place}"))
        place = end
    return tuple(edges)


@pytest.mark.parametrize("length", [1, LONGEST - 1, LONGEST, LONGEST + 1, 5 * LONGEST + 77])
def test_windows_read_what_one_reading_reads(length: int) -> None:
    random.seed(length)
    text = "".join(random.choice("ab,") for _ in range(length))  # noqa: S311  nothing is secret
    assert tuple(in_windows(text, pairs)) == pairs(text)


def test_no_window_is_longer_than_promised() -> None:
    lengths: list[int] = []

    def reader(text: str) -> Edges:
        lengths.append(len(text))
        return pairs(text)

    assert sum(length for length, _ in in_windows("xy" * 10_000, reader)) == 20_000
    assert max(lengths) == LONGEST
    assert sum(lengths) < 25_000


def test_an_edge_as_long_as_a_window_is_taken_whole() -> None:
    text = "x" * (3 * LONGEST)
    read = list(in_windows(text, lambda window: ((len(window), window),)))
    assert sum(length for length, _ in read) == len(text)
