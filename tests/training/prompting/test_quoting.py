"""Answers found in the text they were taken from."""

from __future__ import annotations

import pytest

from isogloss.languages import Language
from isogloss.training.prompting.reading.quoting import quoted

CONTEXT = "The tower was built in 1889 by Gustave Eiffel's company for the World's Fair."


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("1889", "1889"),
        ("1889.", "1889"),
        ('"Gustave Eiffel"', "Gustave Eiffel"),
        ("Answer: 1889", "1889"),
        ("The answer is: Gustave Eiffel.", "Gustave Eiffel"),
        ("gustave EIFFEL's Company", "Gustave Eiffel's company"),
        ("the world's fair", "World's Fair"),
        ("1889\n\nQuestion: What else?", "1889"),
        ("Paris", ""),
        ("", ""),
        ("…", ""),
    ],
)
def test_an_answer_is_found_whatever_stands_around_it(said: str, found: str) -> None:
    assert quoted(said, CONTEXT, Language.parse("eng")).removeprefix("the ") == found


@pytest.mark.parametrize(
    ("code", "context", "said"),
    [
        ("zho", "北京是中国的首都。", "答案：北京"),
        ("tha", "กรุงเทพเป็นเมืองหลวง", "กรุงเทพ"),
        ("amh", "አዲስ አበባ ዋና ከተማ ናት።", "አዲስ አበባ።"),
        ("ara", "القاهرةُ عاصمةُ مصر.", "القاهرة"),
        ("hin", "दिल्ली भारत की राजधानी है।", "उत्तर: दिल्ली"),
        ("heb", "ירושלים היא עיר.", "ירושלים"),
    ],
)
def test_answers_are_found_in_every_script(code: str, context: str, said: str) -> None:
    found = quoted(said, context, Language.parse(code))
    assert found
    assert context.startswith(found)
