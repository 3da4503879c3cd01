from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.data.examples import Choice, Pair
from isogloss.data.loading import load_dataset
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError
from isogloss.languages import Language

SWAHILI = Language.parse("swh")


def wrote(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "header",
    ["premise\thypothesis\tlabel", "sentence1\tsentence2\tgold_label", "sentence1\tsentence2\tlabel"],
)
def test_two_texts_and_a_class_are_pairs(tmp_path: Path, header: str) -> None:
    text = f"{header}\nმზე ანათებს\tდღეა\tentailment\nमैं घर गया\tमैं बाहर हूँ\tcontradiction\n"
    dataset = load_dataset(wrote(tmp_path / "nli", "swh/test.tsv", text))
    assert dataset.task == "pairs"
    found = list(dataset.examples("test", SWAHILI))
    assert all(isinstance(one, Pair) for one in found)
    assert [(one.id, one.first, one.label) for one in found] == [
        ("1", "მზე ანათებს", "entailment"),
        ("2", "मैं घर गया", "contradiction"),
    ]


def test_the_layout_of_xcopa_is_choices(tmp_path: Path) -> None:
    row = '{"premise": "ဝက်ဝံ", "choice1": "အစာ", "choice2": "အိပ်", "question": "cause", "label": 1, "idx": 7}\n'
    root = wrote(tmp_path / "xcopa", "sw/val.sw.jsonl", row)
    dataset = load_dataset(wrote(root, "sw/test.sw.jsonl", row))
    language = dataset.languages()[0]
    assert (dataset.task, dataset.splits(language)) == ("choice", ("dev", "test"))
    (example,) = dataset.examples("test", language)
    assert isinstance(example, Choice)
    assert (example.id, example.choices, example.question, example.answer) == ("7", ("အစာ", "အိပ်"), "cause", 1)


BAD = [
    ("\tb\tx", "empty or no text"),
    ("a\t\u200b\tx", "empty or no text"),
    ("a\tb\t", "label"),
]


@pytest.mark.parametrize(("row", "reason"), BAD)
def test_a_bad_row_says_where_and_why(tmp_path: Path, row: str, reason: str) -> None:
    dataset = load_dataset(
        wrote(tmp_path / "nli", "swh/test.tsv", f"premise\thypothesis\tlabel\nx\ty\tz\n{row}\n")
    )
    with pytest.raises(BadRow, match=rf"test\.tsv:3: .*{reason}"):
        list(dataset.examples("test", SWAHILI))
    rejects: list[Reject] = []
    assert len(list(dataset.examples("test", SWAHILI, rejects=rejects))) == 1
    assert [reject.line for reject in rejects] == [3]


def test_a_choice_is_the_first_or_the_second(tmp_path: Path) -> None:
    root = wrote(tmp_path / "copa", "swh/test.tsv", "premise\tchoice1\tchoice2\tlabel\na\tb\tc\t2\n")
    with pytest.raises(BadRow, match="expected 0 or 1"):
        list(load_dataset(root).examples("test", SWAHILI))


def test_an_id_that_comes_twice_is_a_bad_row(tmp_path: Path) -> None:
    text = "id\tpremise\thypothesis\tlabel\n5\ta\tb\tx\n5\tc\td\ty\n"
    with pytest.raises(BadRow, match="'5' comes a second time"):
        list(load_dataset(wrote(tmp_path / "nli", "swh/test.tsv", text)).examples("test", SWAHILI))


def test_a_header_alone_holds_no_rows(tmp_path: Path) -> None:
    root = wrote(tmp_path / "nli", "swh/test.tsv", "premise\thypothesis\tlabel\n")
    with pytest.raises(InputError, match="no rows"):
        list(load_dataset(root).examples("test", SWAHILI))


def test_a_file_that_differs_from_the_first_says_which_column_it_lacks(tmp_path: Path) -> None:
    root = wrote(tmp_path / "nli", "eng/train.tsv", "premise\thypothesis\tlabel\na\tb\tc\n")
    dataset = load_dataset(wrote(root, "swh/test.tsv", "premise\tanswer\tlabel\na\tb\tc\n"))
    with pytest.raises(InputError, match="has no column 'hypothesis'"):
        list(dataset.examples("test", SWAHILI))
