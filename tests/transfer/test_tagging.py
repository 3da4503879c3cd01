from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.transfer import predict, transfer

# A name, a verb, a place; in scripts of their own.
WORDS = {
    "eng": (
        ["John", "Mary", "Peter", "Paul", "Thomas", "Daniel", "Sarah", "David"],
        ["visited", "left", "saw", "loves", "likes"],
        ["London", "Paris", "Egypt", "Africa", "Kenya", "India", "Germany", "Russia"],
    ),
    "hin": (
        ["जॉन", "मैरी", "पीटर", "पॉल", "थॉमस"],
        ["गया", "देखा"],
        ["लंदन", "पेरिस", "मिस्र", "अफ्रीका", "भारत", "जर्मनी"],
    ),
    "amh": (["ዮሐንስ", "ማርያም", "ጴጥሮስ", "ጳውሎስ"], ["ሄደ", "አየ"], ["ለንደን", "ፓሪስ", "ግብፅ", "አፍሪካ", "ኬንያ", "ህንድ"]),
}


def write_entities(root: Path) -> Path:
    for language, (names, verbs, places) in WORDS.items():
        splits = ("train", "dev", "test") if language == "eng" else ("test",)
        for split in splits:
            lines = []
            for turn in range(40):
                name, verb, place = (part[turn % len(part)] for part in (names, verbs, places))
                rows = [(name, "B-PER"), (verb, "O"), (place, "B-LOC")][:: 1 if turn % 2 else -1]
                lines.append("".join(f"{word} {tag}\n" for word, tag in [*rows, (".", "O")]))
            path = root / language / f"{split}.conll"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_entities(tmp_path_factory.mktemp("entities") / "names")


def test_labels_of_words_go_from_one_language_to_others_in_other_scripts(
    entities: Path, tmp_path: Path
) -> None:
    run = transfer(entities, source="eng", out=tmp_path / "run")
    assert run.record.state == "done"
    found = {
        (row.system, row.language, row.metric): row.value for row in run.rows() if row.system and row.recipe
    }
    assert found["static+tagger", "eng_Latn", "span_f1"] == 1.0
    for target in ("hin_Deva", "amh_Ethi"):
        assert found["static+tagger", target, "span_f1"] > found["majority", target, "span_f1"] == 0.0
        ours, characters = (
            found[name, target, "tag_accuracy"] for name in ("static+tagger", "characters+crf")
        )
        assert ours > characters
    (tagged,) = predict(tmp_path / "run", ["Mary left Egypt."], language="eng", system="static+tagger")
    assert tagged.label == "B-PER O B-LOC O"


def test_the_same_transfer_gives_the_same_rows(entities: Path, tmp_path: Path) -> None:
    runs = [transfer(entities, source="eng", target="hin", out=tmp_path / name) for name in "ab"]
    rows = [[(row.system, row.metric, row.value) for row in run.rows()] for run in runs]
    assert rows[0] == rows[1]


def test_a_few_target_sentences_can_be_added(tmp_path: Path) -> None:
    root = write_entities(tmp_path / "names")
    (root / "hin" / "train.conll").write_bytes((root / "hin" / "test.conll").read_bytes())
    run = transfer(root, source="eng", target="hin", recipes=["few-shot:4"], out=tmp_path / "run")
    values = [row.value for row in run.rows() if row.system == "static+tagger" and row.metric == "span_f1"]
    assert len(values) >= 1
    assert min(values) > 0.5


def test_one_tag_is_nothing_to_learn(tmp_path: Path) -> None:
    one = tmp_path / "names" / "eng"
    one.mkdir(parents=True)
    (one / "train.conll").write_text("John O\n\nMary O\n\n", encoding="utf-8")
    (one / "test.conll").write_text("John O\n\n", encoding="utf-8")
    with pytest.raises(InputError, match="one class only"):
        transfer(tmp_path / "names", source="eng", out=tmp_path / "run")
