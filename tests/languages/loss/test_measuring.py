from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from isogloss.errors import InputError
from isogloss.languages import lost, search_terms, words


def test_a_tokenizer_that_forgets_marks_loses_them() -> None:
    found = lost(["नमस्ते दुनिया"], lambda line: re.findall(r"\b\w\w+\b", line), "hin")
    assert found.letters.total == 12
    assert found.letters.kept == 3
    assert found.words.kept == 0
    assert found.lost_characters[0][0] in "\u093f\u094d\u0947\u0941\u093eदनतय"
    assert found.broken_words[0].word == "नमस्ते"
    assert found.broken_words[0].pieces == ("नमस",)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("hin", "वह घर गया।"),
        ("mya", "မြန်မာစာ ဖတ်သည်။"),
        ("tha", "ภาษาไทยง่ายมาก"),
        ("nqo", "ߒߞߏ ߞߊ߲ ߦߋ߫"),
        ("amh", "ሰላም ለዓለም።"),
        ("zho", "我们去北京。"),
        ("ara", "كيف حالُك؟"),
    ],
)
def test_our_words_and_terms_lose_no_letter(language: str, line: str) -> None:
    for tokens in (words(line, language), search_terms(line, language)):
        offsets = [(token.start, token.end) for token in tokens]
        assert lost([line], {line: offsets}.__getitem__, language).letters.share == 1


def test_figures_are_per_sentence_and_per_token() -> None:
    found = lost(["One two. Three four five.", "", "..."], str.split, "eng")
    assert (found.lines, found.sentences, found.tokens) == (3, 2, 6)
    assert found.tokens_per_sentence == 3
    assert found.mean_token_length == pytest.approx((3 + 4 + 5 + 4 + 5 + 3) / 6)


def test_our_words_are_counted_beside() -> None:
    found = lost(["我们去北京。"], str.split, "zho")
    assert (found.words_per_sentence, found.mean_word_length) == (5, 1)
    assert found.mean_token_length == 6


def test_one_string_in_place_of_lines_is_refused() -> None:
    with pytest.raises(InputError, match="lost takes lines"):
        lost("a text", str.split)


def test_a_word_is_whole_only_inside_one_token() -> None:
    found = lost(["unaffable words"], lambda _: ["una", "##ffable", "words"], "eng")
    assert (found.words.total, found.words.kept) == (2, 1)
    assert found.letters.share == 1
    assert found.broken_words[0].word == "unaffable"


def test_letters_are_told_by_script() -> None:
    found = lost(["abc где"], lambda line: [(0, 3)] if line else [], None)
    assert {script: kept.share for script, kept in found.scripts.items()} == {"Latn": 1, "Cyrl": 0}


def test_stripped_accents_count_as_lost_where_they_are_characters() -> None:
    assert lost(["ọ̀rẹ́"], lambda _: ["ore"]).letters.share < 1


def test_nothing_to_keep_is_no_loss() -> None:
    found = lost([], str.split)
    assert found.letters.share == found.words.share == 1
    assert found.tokens_per_sentence == found.mean_token_length == 0


def test_lines_are_read_one_at_a_time() -> None:
    read: list[str] = []

    def lines() -> Iterator[str]:
        for number in range(3):
            assert len(read) == number
            yield f"line {number}"

    def tokenize(line: str) -> list[str]:
        read.append(line)
        return line.split()

    assert lost(lines(), tokenize).lines == 3
