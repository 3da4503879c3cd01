"""Answers keep their characters: windows, the tokens of a span, and the best spans."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError
from isogloss.training.finetuning.passages import (
    NULL,
    PassageWindow,
    ScoredSpan,
    best_spans,
    n_best,
    passage_windows,
    places_of,
)
from tests.training.finetuning.readings import KINDS, SENTENCES, reading

ASKED = "London in?"


def passage(language: str, times: int) -> str:
    """Words joined as their language writes them."""
    between = "" if language in ("tha", "zho", "mya") else " "
    return between.join(SENTENCES[language] * times)


def found(windows: list[PassageWindow], context: str, span: tuple[int, int]) -> str:
    """What is answered by a network that is sure of the gold tokens."""
    spans: list[ScoredSpan] = []
    for window in windows:
        first, last = places_of(window, *span)
        starts, ends = np.zeros(len(window.ids)), np.zeros(len(window.ids))
        if first != NULL:
            starts[first], ends[last] = 9.0, 9.0
        spans += best_spans(window, starts, ends, longest=200, count=5)
    best = n_best(context, spans, 5)[0]
    return context[best.start : best.end]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("longest", [32, 512])
def test_an_answer_comes_back_as_it_stands_in_every_script(kind: str, language: str, longest: int) -> None:
    context = passage(language, 6)
    answer = SENTENCES[language][3]
    (windows,) = passage_windows(reading(kind, longest), [ASKED], [context])
    assert all(len(window.ids) <= longest for window in windows)
    start = context.index(answer, len(context) // 2)
    assert answer in found(windows, context, (start, start + len(answer)))
    if kind == "bytes":  # whose tokens end where characters do, but may hold several
        assert len(found(windows, context, (start, start + len(answer)))) <= len(answer) + 2


@pytest.mark.parametrize("kind", KINDS)
def test_windows_hold_the_question_and_together_all_of_the_context(kind: str) -> None:
    context = passage("hin", 12)
    (windows,) = passage_windows(reading(kind, 40), [ASKED], [context])
    covered = {at for window in windows for s, e in window.offsets[window.inside] for at in range(s, e)}
    assert {at for at, letter in enumerate(context) if not letter.isspace()} <= covered
    question = windows[0].ids[: list(windows[0].inside).index(True)]
    assert all(window.ids[: len(question)] == question for window in windows)
    assert len(windows) > 2


def test_a_question_of_any_length_leaves_half_of_the_window_to_the_context() -> None:
    (windows,) = passage_windows(reading("pieces", 32), ["Anna " * 100], [passage("eng", 5)])
    assert all(window.inside.sum() >= 10 for window in windows[:-1])
    assert all(len(window.ids) <= 32 for window in windows)


@pytest.mark.parametrize(("question", "context"), [("", ""), ("", "Anna"), ("Anna", ""), ("", "\ud800")])
def test_nothing_and_broken_text_are_read_too(question: str, context: str) -> None:
    (windows,) = passage_windows(reading("pieces", 32), [question], [context])
    assert len(windows) == 1
    assert windows[0].ids


def test_too_few_tokens_for_question_and_passage_are_refused() -> None:
    with pytest.raises(InputError, match="too few for both"):
        passage_windows(reading("pieces", 8), [ASKED], ["Anna"])


def test_an_answer_that_is_cut_by_a_window_is_not_in_it() -> None:
    offsets = np.array([[0, 0], [3, 6], [7, 9], [0, 0]])
    window = PassageWindow((1, 2, 3, 4), (0, 0, 0, 0), offsets, np.array([False, True, True, False]))
    assert places_of(window, 3, 9) == (1, 2)
    assert places_of(window, 4, 5) == (1, 1)
    assert places_of(window, 1, 5) == (NULL, NULL)
    assert places_of(window, 7, 12) == (NULL, NULL)
    assert places_of(window, 20, 22) == (NULL, NULL)


def slow_spans(
    window: PassageWindow, starts: list[float], ends: list[float], longest: int, count: int
) -> list[tuple[float, int, int]]:
    tokens = [place for place, inside in enumerate(window.inside) if inside]
    spans = []
    for first in tokens:
        for last in tokens:
            start, end = int(window.offsets[first][0]), int(window.offsets[last][1])
            if last >= first and (end - start <= longest or first == last):
                spans.append((-(starts[first] + ends[last]), first, last, start, end))
    return [(-score, start, end) for score, _, _, start, end in sorted(spans)[:count]]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_best_spans_are_those_of_two_loops(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 9))
    widths = data.draw(st.lists(st.integers(1, 4), min_size=count, max_size=count))
    edges = np.cumsum([0, *widths])
    inside = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    window = PassageWindow((7,) * count, (0,) * count, np.stack([edges[:-1], edges[1:]], axis=1), inside)
    values = st.lists(st.integers(-3, 3), min_size=count, max_size=count)
    starts, ends = data.draw(values), data.draw(values)
    longest, most = data.draw(st.integers(0, 20)), data.draw(st.integers(1, 12))
    spans = best_spans(window, np.array(starts, float), np.array(ends, float), longest=longest, count=most)
    expected = slow_spans(window, [*map(float, starts)], [*map(float, ends)], longest, most)
    assert [(span.score, span.start, span.end) for span in spans] == expected


def test_the_same_place_counts_once_without_blanks_and_with_its_marks() -> None:
    context = " नदी में पानी"
    spans = [ScoredSpan(0, 4, 1.0), ScoredSpan(1, 4, 2.0), ScoredSpan(1, 2, 0.5), ScoredSpan(3, 4, 0.1)]
    assert [context[one.start : one.end] for one in n_best(context, spans, 9)] == ["नदी", "न", "दी"]
    assert n_best(context, spans, 1) == [ScoredSpan(1, 4, 2.0)]
    assert n_best("  ", [ScoredSpan(0, 2, 1.0)], 3) == []
