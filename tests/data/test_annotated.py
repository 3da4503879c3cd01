from __future__ import annotations

import json
from pathlib import Path

import pytest

from isogloss.data.loading import load_dataset
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError, IsoglossError
from isogloss.languages import Language

SENTENCE = {
    "swh": "Asha B-PER\nalikwenda O\nMombasa B-LOC\n\n",
    "amh": "አበበ B-PER\nሄደ O\n\nአዲስ B-LOC\nአበባ I-LOC\n\n",
}
UNIVERSAL = "# sent_id = 1\n1\t我\t我\tPRON\t_\t_\t0\troot\t_\t_\n2\t爱\t爱\tVERB\t_\t_\t1\tdep\t_\t_\n\n"
SQUAD = {
    "data": [
        {
            "title": "",
            "paragraphs": [
                {
                    "context": "दिल्ली भारत की राजधानी है",
                    "qas": [
                        {"id": "1", "question": "राजधानी?", "answers": [{"text": "दिल्ली", "answer_start": 0}]}
                    ],
                }
            ],
        }
    ]
}


def wrote(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("extension", ["conll", "txt", "bio", "iob2"])
def test_a_folder_a_language_of_words_and_tags_is_entities(tmp_path: Path, extension: str) -> None:
    files = {
        f"swh__train_DOT_{extension}": SENTENCE["swh"],
        f"swh__valid_DOT_{extension}": SENTENCE["swh"],
        f"amh__test_DOT_{extension}": SENTENCE["amh"],
    }
    dataset = load_dataset(wrote(tmp_path / "ner", **files))
    assert dataset.task == "entities"
    assert {str(one): dataset.splits(one) for one in dataset.languages()} == {
        "amh_Ethi": ("test",),
        "swh_Latn": ("train", "dev"),
    }
    found = list(dataset.examples("test", Language.parse("amh")))
    assert [(one.tokens, one.tags) for one in found] == [
        (("አበበ", "ሄደ"), ("B-PER", "O")),
        (("አዲስ", "አበባ"), ("B-LOC", "I-LOC")),
    ]


def test_names_of_treebanks_say_language_and_split(tmp_path: Path) -> None:
    files = {"zh_pud-ud-test_DOT_conllu": UNIVERSAL, "en_ewt-ud-dev_DOT_conllu": UNIVERSAL}
    dataset = load_dataset(wrote(tmp_path / "ud", **files))
    assert dataset.task == "tagging"
    assert {str(one): dataset.splits(one) for one in dataset.languages()} == {
        "eng_Latn": ("dev",),
        "zho_Hans": ("test",),
    }


def test_squad_files_are_questions(tmp_path: Path) -> None:
    text = json.dumps(SQUAD, ensure_ascii=False)
    dataset = load_dataset(wrote(tmp_path / "qa", hi__test_DOT_json=text))
    (example,) = dataset.examples("test", Language.parse("hin"))
    assert dataset.task == "answers"
    assert example.context[example.answers[0].start :].startswith(example.answers[0].text)


def test_one_file_is_a_data_set(tmp_path: Path) -> None:
    root = wrote(tmp_path, ner_DOT_swh_DOT_conll=SENTENCE["swh"])
    dataset = load_dataset(root / "ner.swh.conll")
    assert (dataset.name, dataset.splits(Language.parse("swh"))) == ("ner", ("train",))


def test_repaired_tags_are_remarked_on(tmp_path: Path) -> None:
    text = "B B-PER\n\nAsha I-PER\nwent O\n\nA B-LOC\nB I-LOC\n\n"
    dataset = load_dataset(wrote(tmp_path / "ner", swh__test_DOT_conll=text))
    assert any("I-PER read as B-PER" in said for said in dataset.remarks())


def test_a_fingerprint_changes_with_the_content(tmp_path: Path) -> None:
    swahili = Language.parse("swh")
    before = load_dataset(wrote(tmp_path / "a", swh__test_DOT_conll=SENTENCE["swh"]))
    after = load_dataset(wrote(tmp_path / "b", swh__test_DOT_conll=SENTENCE["swh"] + "x O\n\n"))
    assert before.fingerprint("test", swahili) != after.fingerprint("test", swahili)


def test_bad_rows_stop_or_are_set_aside(tmp_path: Path) -> None:
    text = "Asha B-PER\nwent O\n\nalone\n\nMombasa B-LOC\n\n"
    dataset = load_dataset(wrote(tmp_path / "ner", swh__test_DOT_conll=text))
    swahili = Language.parse("swh")
    with pytest.raises(BadRow, match=r"test\.conll:4"):
        list(dataset.examples("test", swahili))
    rejects: list[Reject] = []
    assert len(list(dataset.examples("test", swahili, rejects=rejects))) == 2
    assert [reject.line for reject in rejects] == [4]


def test_two_files_of_one_split_are_refused(tmp_path: Path) -> None:
    files = {"en_ewt-ud-test_DOT_conllu": UNIVERSAL, "en_pud-ud-test_DOT_conllu": UNIVERSAL}
    with pytest.raises(InputError, match="both the split test"):
        load_dataset(wrote(tmp_path / "ud", **files))


def test_kinds_are_not_mixed(tmp_path: Path) -> None:
    files = {"en__train_DOT_conll": SENTENCE["swh"], "zh__test_DOT_conllu": UNIVERSAL}
    with pytest.raises(InputError, match="different kinds"):
        load_dataset(wrote(tmp_path / "mixed", **files))


@pytest.mark.parametrize("text", ["", "Running text, with no tags.\nAnd more of it.\n", "\x00\x01"])
def test_text_without_tags_is_no_data_set(tmp_path: Path, text: str) -> None:
    with pytest.raises(IsoglossError, match="no data files"):
        load_dataset(wrote(tmp_path / "plain", swh__train_DOT_txt=text))
