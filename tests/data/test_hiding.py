"""Examples without what is right of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from isogloss.data.examples import (
    Answer,
    Answerable,
    Choice,
    Example,
    Generation,
    Labelled,
    Pair,
    Similarity,
    Tagged,
)
from isogloss.data.hiding import without_gold
from isogloss.languages import Language
from isogloss.tasks.table import task

AMHARIC = Language.parse("amh")


@pytest.mark.parametrize(
    ("kind", "line", "example"),
    [
        ("classification", "ኳስ", Labelled("7", "ኳስ", "sports", AMHARIC, "a.tsv:7")),
        ("pairs", "ሀ\tለ", Pair("7", "ሀ", "ለ", "neutral", AMHARIC, "a.tsv:7")),
        ("tagging", "ኳስ", Tagged("7", ("ኳስ",), ("NOUN",), AMHARIC, "a.tsv:7")),
        ("answers", "ምን\tኳስ ነው", Answerable("7", "ኳስ ነው", "ምን", (Answer("ኳስ", 0),), AMHARIC, "a.tsv:7")),
        ("choice", "ሀ\tለ\tሐ", Choice("7", "ሀ", ("ለ", "ሐ"), "", 1, AMHARIC, "a.tsv:7")),
        ("similarity", "ሀ\tለ", Similarity("7", "ሀ", "ለ", 4.5, AMHARIC, "a.tsv:7")),
        ("generation", "ሀ", Generation("7", "ሀ", ("ለ",), AMHARIC, "a.tsv:7")),
    ],
)
def test_what_is_right_is_taken_out_and_all_else_stays(kind: str, line: str, example: Example) -> None:
    unknown = task(kind).parse(line, AMHARIC)
    if isinstance(example, Answerable):
        unknown = replace(unknown, context=example.context, question=example.question)
    assert without_gold(example) == replace(unknown, id="7", origin="a.tsv:7")
    assert without_gold(example) != example
