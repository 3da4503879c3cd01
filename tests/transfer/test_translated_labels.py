"""Tags and answers that go with their texts into a language that shares no word with the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.report import analyse
from isogloss.report.headline import notes
from isogloss.transfer import Settings, transfer
from tests.transfer.squad import asked, write_paragraphs
from tests.transfer.test_recipes_effect import georgian

NAMES = ["anna", "peter", "maria", "john", "sarah", "david"]
VERBS = ["visited", "left", "saw", "loves"]
PLACES = ["london", "paris", "egypt", "kenya", "india", "rome"]


def write_list(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    known = [*NAMES, *VERBS, *PLACES, "who", "where", "did", "go", "in", "since"]
    lines = "".join(f"{word}\t{georgian(word)}\n" for word in known)
    (folder / "en_ka.tsv").write_text(lines, encoding="utf-8")
    return f"lexicon:{folder}/{{source}}_{{target}}.tsv"


def write_entities(root: Path) -> Path:
    for language, splits in (("eng", ("train", "test")), ("kat", ("test",))):
        for split in splits:
            lines = []
            for turn in range(48):
                words = (NAMES[turn % 6], VERBS[turn % 4], PLACES[(turn * 5 + turn // 6) % 6])
                tagged = list(zip(words, ("B-PER", "O", "B-LOC"), strict=True))[:: 1 if turn % 2 else -1]
                said = [(georgian(word) if language == "kat" else word, tag) for word, tag in tagged]
                lines.append("".join(f"{word} {tag}\n" for word, tag in said))
            path = root / language / f"{split}.conll"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines), encoding="utf-8")
    return root


def test_translated_tags_beat_zero_shot_where_no_word_is_shared(tmp_path: Path) -> None:
    data = write_entities(tmp_path / "names")
    settings = Settings(translator=write_list(tmp_path / "words"))
    recipes = ["zero-shot", "translate-train"]
    run = transfer(data, source="eng", target="kat", recipes=recipes, settings=settings, out=tmp_path / "run")
    assert run.record.state == "done"
    found = {
        (row.recipe, row.system): row.value for row in run.rows() if row.metric == "span_f1" and row.recipe
    }
    assert found["zero-shot", "characters+crf"] <= 0.5  # places in the sentence are all it has
    assert found["translate-train", "characters+crf"] > 0.95


def write_questions(root: Path) -> Path:
    for language, splits in (("eng", ("train", "test")), ("kat", ("test",))):
        said = georgian if language == "kat" else str
        for split in splits:
            paragraphs = []
            for turn in range(20 if split == "train" else 4):
                name, place = NAMES[turn % 6], PLACES[(turn * 5) % 6]
                other, there = NAMES[(turn + 2) % 6], PLACES[(turn * 5 + 1) % 6]
                words = [name, "left", place, "in", str(1900 + turn), ".", other, "saw", there, "."]
                context = " ".join(word if word == "." or word.isdigit() else said(word) for word in words)
                question = " ".join(map(said, ["since", "left", place])) + " ?"
                questions = [asked(f"{turn}", question, str(1900 + turn), context)]
                paragraphs.append({"context": context, "qas": questions})
            write_paragraphs(root / language / f"{split}.json", paragraphs)
    return root


def test_a_reader_is_trained_on_translated_passages(tmp_path: Path) -> None:
    data = write_questions(tmp_path / "facts")
    settings = Settings(translator=write_list(tmp_path / "words"))
    run = transfer(
        data, source="eng", target="kat", recipes=["translate-train"], settings=settings, out=tmp_path / "run"
    )
    assert run.record.state == "done"
    found = {row.system: row.value for row in run.rows() if row.metric == "exact_match" and row.recipe}
    assert found["static+reader"] > 0.5
    assert not [note for note in notes(analyse(run)) if "left out" in note]


@pytest.mark.parametrize("write", [write_entities, write_questions])
def test_a_test_set_with_labels_at_places_is_not_translated(write: object, tmp_path: Path) -> None:
    data = (write_entities if write is write_entities else write_questions)(tmp_path / "data")
    settings = Settings(translator=write_list(tmp_path / "words"))
    with pytest.raises(InputError, match="cannot be translated"):
        transfer(data, source="eng", recipes=["translate-test"], settings=settings, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
