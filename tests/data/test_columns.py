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
        ("Review_Text Index-ID TOPIC", "text = Review_Text, label = TOPIC, id = Index-ID"),
        ("body headline topic", "text = headline + body, label = topic"),
        ("comment label", "text = comment, label = label"),
        ("comment text label", "text = text, label = label"),
        ("headline message label", "text = headline, label = label"),
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


@pytest.mark.parametrize("name", ["Review Text", "review_text", "review-text", " ReviewText"])
def test_names_are_folded_by_case_and_separators(name: str) -> None:
    assert choose([name, "label"], Columns(), "data.tsv").text == (name,)
    assert choose([name, "label"], Columns(text="review text"), "data.tsv").text == (name,)


def test_an_exact_name_goes_before_a_folded_one() -> None:
    assert choose(["Text", "text", "label"], Columns(), "data.tsv").text == ("text",)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            ["Words", "Stars"],
            r"for the text \(text, sentence, .*Name it with --text: it has 'Words', 'Stars'\.",
        ),
        (["comment", "message", "label"], "Name it with --text"),
        (["text", "Stars"], r"for the label .*Name it with --label: it has 'text', 'Stars'\."),
        (
            ["text", "label"],
            r"Name it with --language: .*DATA/eng/train\.csv, and name DATA; or add a column",
        ),
    ],
)
def test_a_missing_column_names_the_option(header: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        choose(header, Columns(), "data.csv", by_language=True)
