"""Every word is judged once, by its first token, wherever a long sentence is cut."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.training.finetuning.wordtokens import joined, word_windows
from tests.training.finetuning.readings import KINDS, SENTENCES, reading

WORDS = sorted({word for own in SENTENCES.values() for word in own})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("longest", [12, 512])
def test_each_word_stands_once_at_its_first_token(kind: str, language: str, longest: int) -> None:
    text, spans = joined(SENTENCES[language] * 3)
    read = reading(kind, longest)
    (encoding,) = read.encodings([(text,)], overlap=longest // 4)
    windows = word_windows(encoding, spans)
    assert sorted(word for window in windows for word in window.words) == list(range(len(spans)))
    (whole,) = reading(kind, 10_000).encodings([(text,)])
    firsts = {span.start: first_place(whole.offsets, span.start) for span in spans}
    pieces = [encoding, *encoding.overflowing]
    for window in windows:
        judged = [(spans[word], token) for word, token in zip(window.words, window.tokens, strict=True)]
        assert any(  # unknown tokens are alike, so that two windows may be, too
            all(piece.offsets[token] == firsts[span.start] for span, token in judged)
            for piece in pieces
            if tuple(piece.ids) == window.ids
        )


def first_place(offsets: list[tuple[int, int]], start: int) -> tuple[int, int]:
    """The place of the first token that holds anything of what begins at ``start``."""
    return next(place for place in offsets if place[1] > start and place[0] < place[1])


def test_a_word_is_judged_where_most_stands_around_it() -> None:
    text, spans = joined(["Anna"] * 40)
    (encoding,) = reading("unigram", 20).encodings([(text,)], overlap=8)
    windows = word_windows(encoding, spans)
    assert len(windows) > 2
    for window in windows[1:-1]:
        assert min(window.tokens) > 2
        assert max(window.tokens) < len(window.ids) - 3
    assert 1 in windows[0].tokens  # the beginning has nothing before it in any window


@pytest.mark.parametrize("tokens", [(), ("",), ("", "\u200b", " ")])
def test_words_without_a_token_stand_in_no_window(tokens: tuple[str, ...]) -> None:
    text, spans = joined(tokens)
    (encoding,) = reading("pieces", 16).encodings([(text,)])
    assert word_windows(encoding, spans) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30), st.sampled_from(KINDS))
def test_no_word_is_judged_twice_and_none_elsewhere(tokens: list[str], kind: str) -> None:
    text, spans = joined(tokens)
    (encoding,) = reading(kind, 14).encodings([(text,)], overlap=3)
    words = [word for window in word_windows(encoding, spans) for word in window.words]
    assert len(words) == len(set(words))
    assert all(spans[word].text for word in words)
    if kind == "bytes":  # which has a token for everything but what is no letter at all
        assert set(words) >= {
            place for place, token in enumerate(tokens) if token.strip() and token.isalnum()
        }
