"""Pairs and choices, from one language to another in another script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.report import write
from isogloss.transfer import predict, transfer
from isogloss.transfer.request import Settings

ANIMALS = {
    "eng": ["the dog sleeps", "the cat eats", "a horse runs"],
    "rus": ["собака спит", "кошка ест", "лошадь бежит"],
}
PLACES = {"eng": ["we live in the city", "the house is old"], "rus": ["мы живём в городе", "дом старый"]}


def write_pairs(root: Path) -> Path:
    """Pairs about the same thing, and pairs that are not."""
    for language, splits in (("eng", ("train", "dev", "test")), ("rus", ("test",))):
        about = ANIMALS[language], PLACES[language]
        rows = ["sentence1\tsentence2\tlabel"]
        for turn in range(24):
            side = about[turn % 2]
            other = about[(turn // 2) % 2]
            label = "same" if side is other else "other"
            rows.append(f"{side[turn % len(side)]}\t{other[(turn + 1) % len(other)]}\t{label}")
        for split in splits:
            (root / language).mkdir(parents=True, exist_ok=True)
            (root / language / f"{split}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return root


def test_pairs_are_judged_by_both_texts(tmp_path: Path) -> None:
    run = transfer(write_pairs(tmp_path / "pairs"), source="eng", out=tmp_path / "run")
    found = {(row.system, row.language): row.value for row in run.rows() if row.metric == "accuracy"}
    assert found["static+logreg", "eng_Latn"] > 0.9
    assert found["static+logreg", "rus_Cyrl"] > found["tfidf+logreg", "rus_Cyrl"]
    assert "rus_Cyrl" in write(run).read_text(encoding="utf-8")
    for system in ("static+logreg", "tfidf+logreg"):
        pairs = ["the dog sleeps\tthe cat eats", "the dog sleeps\tthe house is old"]
        told = list(predict(tmp_path / "run", pairs, language="eng", system=system))
        assert [one.label for one in told] == ["same", "other"]
    with pytest.raises(InputError, match="is 1 text, and 2 are judged together"):
        list(predict(tmp_path / "run", ["собака спит"], language="rus"))


def test_the_nearer_choice_needs_no_training(tmp_path: Path) -> None:
    for language in ("eng", "rus"):
        rows = []
        for turn in range(12):
            near, far = ANIMALS[language], PLACES[language]
            pair = [near[(turn + 1) % 3], far[turn % 2]]
            right = turn % 2
            choices = pair if right == 0 else pair[::-1]
            rows.append(
                {"premise": near[turn % 3], "choice1": choices[0], "choice2": choices[1], "label": right}
            )
        folder = tmp_path / "copa" / language
        folder.mkdir(parents=True)
        for split in ("train", "test"):
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (folder / f"{split}.jsonl").write_text(text, encoding="utf-8")
    run = transfer(tmp_path / "copa", source="eng", out=tmp_path / "run")
    found = {(row.system, row.language): row.value for row in run.rows() if row.metric == "accuracy"}
    assert found["static+similarity", "rus_Cyrl"] > found["majority", "rus_Cyrl"]
    assert found["majority", "rus_Cyrl"] == 0.5
    asked = ["the dog sleeps\twe live in the city\tthe dog sleeps well"]
    assert [one.label for one in predict(tmp_path / "run", asked, language="eng")] == ["1"]


def test_a_test_set_of_tags_is_not_translated(tmp_path: Path) -> None:
    for split in ("train", "test"):
        place = tmp_path / "ner" / "eng" / f"{split}.conll"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("Ann B-PER\nsings O\n\n", encoding="utf-8")
    with pytest.raises(InputError, match="a test set of entities cannot be translated"):
        transfer(
            tmp_path / "ner",
            source="eng",
            recipes=["translate-test"],
            settings=Settings(translator="identity"),
            out=tmp_path / "run",
        )
    assert not (tmp_path / "run").exists()
