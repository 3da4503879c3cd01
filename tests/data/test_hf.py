from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.data.loading import load_dataset
from isogloss.errors import InputError
from isogloss.languages import Language
from tests.data.writing import write

datasets = pytest.importorskip("datasets")

TEXTS = ["habari", "ሰላም", "karibu", "ዜና"]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    features = datasets.Features(
        {
            "text": datasets.Value("string"),
            "label": datasets.ClassLabel(names=["sports", "news"]),
            "lang": datasets.Value("string"),
        }
    )
    rows = {"text": TEXTS, "label": [0, 1, 1, None], "lang": ["swh", "amh", "swh", "amh"]}
    whole = datasets.Dataset.from_dict(rows, features=features)
    datasets.DatasetDict(train=whole, validation=whole).save_to_disk(str(tmp_path / "saved"))
    return tmp_path / "saved"


def test_class_numbers_become_their_names(saved: Path) -> None:
    dataset = load_dataset(f"hf:{saved}")
    swahili, amharic = dataset.languages()
    assert dataset.splits(swahili) == ("train", "dev")
    found = [(e.text, e.label, e.id) for e in dataset.examples("dev", swahili)]
    assert found == [("habari", "sports", "1"), ("karibu", "news", "2")]
    with pytest.raises(InputError, match=r"saved:train:4: the label \(label\) is missing"):
        list(dataset.examples("train", amharic))


def test_the_fingerprint_follows_the_content(saved: Path) -> None:
    dataset = load_dataset(f"hf:{saved}")
    swahili, amharic = dataset.languages()
    assert dataset.fingerprint("train", swahili) == load_dataset(f"hf:{saved}").fingerprint("train", swahili)
    assert dataset.fingerprint("train", swahili) != dataset.fingerprint("train", amharic)


def test_configurations_are_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path / "cache"))
    card = "---\nconfigs:\n" + "".join(
        f"- config_name: {code}\n  data_files:\n  - split: test\n    path: {code}.jsonl\n"
        for code in ("swh_Latn", "amh_Ethi")
    )
    write(tmp_path / "set" / "README.md", f"{card}---\n")
    write(tmp_path / "set" / "swh_Latn.jsonl", '{"text": "habari", "label": "news"}\n')
    write(tmp_path / "set" / "amh_Ethi.jsonl", '{"text": "ሰላም", "label": "news"}\n')
    dataset = load_dataset(f"hf:{tmp_path / 'set'}")
    assert dataset.languages("test") == (Language.parse("swh_Latn"), Language.parse("amh_Ethi"))
    alone = load_dataset(f"hf:{tmp_path / 'set'}:amh_Ethi")
    (amharic,) = alone.languages()
    assert [example.text for example in alone.examples("test", amharic)] == ["ሰላም"]


def test_a_configuration_that_is_no_language_asks_for_the_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path / "cache"))
    write(tmp_path / "set" / "train.jsonl", '{"text": "habari", "label": "news", "tongue": "sw"}\n')
    with pytest.raises(InputError, match=r"Nothing tells the languages .*'tongue'"):
        load_dataset(f"hf:{tmp_path / 'set'}")


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        load_dataset(f"hf:{tmp_path / 'nothing'}")


def test_similarities_and_texts_to_be_written_are_read_by_their_columns(tmp_path: Path) -> None:
    rows = {"sentence1": ["ሰላም", "ቤት"], "sentence2": ["ሰላም", "ዛፍ"], "score": [5.0, 0.4], "lang": ["am", "am"]}
    datasets.DatasetDict(test=datasets.Dataset.from_dict(rows)).save_to_disk(str(tmp_path / "sts"))
    found = load_dataset(f"hf:{tmp_path / 'sts'}")
    assert found.task == "similarity"
    assert [one.score for one in found.examples("test", Language.parse("amh"))] == [5.0, 0.4]
    written = {"document": ["ረጅም ጽሑፍ"], "references": [["አጭር", "አጭሩ"]], "lang": ["am"]}
    datasets.DatasetDict(test=datasets.Dataset.from_dict(written)).save_to_disk(str(tmp_path / "sum"))
    found = load_dataset(f"hf:{tmp_path / 'sum'}")
    assert found.task == "generation"
    (one,) = found.examples("test", Language.parse("amh"))
    assert one.references == ("አጭር", "አጭሩ")
