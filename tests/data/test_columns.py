from __future__ import annotations

import pytest

from isogloss.data.columns import Columns, choose
from isogloss.errors import InputError


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("index_id category text", "text = text, label = category, id = index_id"),
        ("id text label", "text = text, label = label, id = id"),
        ("category headline text url", "text = headline + text, label = category"),
        ("headline topic", "text = headline, label = topic"),
        ("utterance intent", "text = utterance, label = intent"),
        ("Sentence Class", "text = Sentence, label = Class"),
        ("review sentiment label", "text = review, label = label"),
    ],
)
def test_usual_names_are_found(header: str, said: str) -> None:
    assert str(choose(header.split(), Columns(), "data.tsv")) == said


def test_a_first_column_without_a_name_is_no_id() -> None:
    assert choose(["", "text", "label"], Columns(), "data.csv").id is None


def test_named_columns_win() -> None:
    columns = Columns(text="premise + hypothesis", label="gold", id="key", language="tongue")
    header = ["text", "label", "premise", "hypothesis", "gold", "key", "tongue"]
    said = "text = premise + hypothesis, label = gold, id = key, language = tongue"
    assert str(choose(header, columns, "data.tsv", by_language=True)) == said


def test_a_named_text_is_not_joined_to_the_headline() -> None:
    assert choose(["headline", "text", "label"], Columns(text="text"), "data.tsv").text == ("text",)


def test_a_named_column_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(
        InputError, match=r"data\.tsv has no column 'gold' for the label\. It has 'text', 'label'"
    ):
        choose(["text", "label"], Columns(label="gold"), "data.tsv")
