"""Recipes that fine-tune, from files to predictions: tags, answers, two texts at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch")

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.runs.engine import Run
from isogloss.transfer import Settings, predict, transfer
from tests import tinymodels
from tests.training.finetuning.lessons import EAST, WEST, topics
from tests.training.finetuning.toytasks import entities, questions

TUNING = "\n[finetune]\nrate = 3e-3\npatience = 0\nepochs = {epochs}\nlongest = 48\n"
FILTER = """train = [{ view = "beside", to = "target" }]
test = [{ view = "beside", to = "source" }]
strategy = { strategy = "filter" }
"""
DISTILLED = 'strategy = { strategy = "self-distillation", generations = 1 }\n'
LANGUAGES = (WEST, EAST)


def recipe(folder: Path, name: str, said: str = "", *, epochs: int = 2) -> str:
    file = folder / f"{name}.toml"
    head = f'name = "{name}"\nheads = ["finetuned"]\n'
    file.write_text(head + said + TUNING.format(epochs=epochs), encoding="utf-8")
    return str(file)


def write(root: Path, kind: str) -> Path:
    """Write 60 examples to learn from and 12 to try, in the layout of the task."""
    ending, written = {
        "topics": ("tsv", topics_file),
        "entities": ("conll", entities_file),
        "answers": ("json", questions_file),
    }[kind]
    for language in LANGUAGES:
        for split, count, seed in (("train", 60, 5), ("test", 12, 9)):
            file = root / language.code / f"{split}.{ending}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(written(count, seed, language), encoding="utf-8")
    return root


def topics_file(count: int, seed: int, language: Language) -> str:
    rows = [f"{one.label}\t{one.text}\n" for one in topics(count, seed=seed, language=language)]
    return "label\ttext\n" + "".join(rows)


def entities_file(count: int, seed: int, language: Language) -> str:
    said = entities(count, seed=seed, language=language)
    return "\n".join(
        "".join(f"{word} {tag}\n" for word, tag in zip(one.tokens, one.tags, strict=True)) for one in said
    )


def questions_file(count: int, seed: int, language: Language) -> str:
    paragraphs = []
    for one in questions(count, seed=seed, language=language):
        answers = [{"text": answer.text, "answer_start": answer.start} for answer in one.answers]
        asked = {"id": one.id, "question": one.question, "answers": answers}
        paragraphs.append({"context": one.context, "qas": [asked]})
    return json.dumps({"data": [{"title": "", "paragraphs": paragraphs}]})


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("words")
    for name, turn in (("en_am", 1), ("am_en", -1)):
        lines = ["\t".join(pair[::turn]) for pair in tinymodels.PAIRS]
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"lexicon:{folder}/{{source}}_{{target}}.tsv"


def model(*, aligned: bool = True) -> str:
    return f"hf:{tinymodels.encoder_folder(aligned=aligned)}"


def fused(place: Path, kind: str, words: str, *, target: str, epochs: int) -> Run:
    """Return a finished run in which FILTER reads texts of a kind beside their translations."""
    run = transfer(
        write(place / kind, kind),
        source="eng",
        target=target,
        model=model(aligned=False),
        recipes=[recipe(place, "fused", FILTER, epochs=epochs)],
        out=place / "run",
        settings=Settings(translator=words),
    )
    assert run.record.state == "done"
    return run


def test_two_texts_at_once_from_files_to_predictions(tmp_path: Path, words: str) -> None:
    run = fused(tmp_path, "topics", words, target="amh", epochs=12)
    found = {row.system: row.value for row in run.rows() if row.metric == "accuracy"}
    assert found[f"{model(aligned=False)}+finetuned"] > found["tfidf+logreg"] + 0.15
    text = topics(1, seed=9, language=EAST)[0].text
    (said,) = predict(run.folder, [text], language="amh")  # which asks the translator as well
    assert said.label in tinymodels.TOPICS


def test_two_sentences_at_once_from_files_to_tags(tmp_path: Path, words: str) -> None:
    run = fused(tmp_path, "entities", words, target="all", epochs=12)
    system = f"{model(aligned=False)}+finetuned"
    found = {
        row.language: row.value for row in run.rows() if row.system == system and row.metric == "tag_accuracy"
    }
    assert found[str(WEST)] > 0.7
    assert found[str(EAST)] > 0.7
    (said,) = predict(run.folder, ["መሔሁ ሚሓሰ ብም ቤሕ"], language="amh", system=system)
    assert said.tokens == ("መሔሁ", "ሚሓሰ", "ብም", "ቤሕ")
    assert len(said.label.split(" ")) == 4


def test_two_contexts_at_once_from_files_to_answers(tmp_path: Path, words: str) -> None:
    run = fused(tmp_path, "answers", words, target="amh", epochs=1)
    system = f"{model(aligned=False)}+finetuned"
    (one,) = predict(run.folder, ["ቡሜ\tመሔሁ ሚሓሰ ብም ቤሕ"], language="amh", system=system)
    assert one.label in "መሔሁ ሚሓሰ ብም ቤሕ"
    assert one.others


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("entities", ""),
        ("entities", 'strategy = { strategy = "average-checkpoints" }\n'),
        ("answers", 'strategy = { strategy = "average-runs", runs = 2 }\n'),
        ("answers", f'labels = "source+target"\nk = 20\n{DISTILLED}'),
    ],
    ids=("tags", "tags-averaged", "answers-averaged", "answers-distilled"),
)
def test_tags_and_answers_are_learned_by_transformers(kind: str, said: str, tmp_path: Path) -> None:
    run = transfer(
        write(tmp_path / kind, kind),
        source="eng",
        target="amh",
        model=model(),
        recipes=[recipe(tmp_path, "tuned", said)],
        out=tmp_path / "run",
    )
    assert run.record.state == "done"
    metric = {"entities": "tag_accuracy", "answers": "answer_f1"}[kind]
    rows = [row for row in run.rows() if row.metric == metric and row.system.endswith("+finetuned")]
    assert [row.n for row in rows] == [12]
    text = "\t".join(("ቡሜ", "መሔሁ ሚሓሰ ብም ቤሕ")) if kind == "answers" else "መሔሁ ሚሓሰ ብም ቤሕ"
    (one,) = predict(run.folder, [text], language="amh", system=f"{model()}+finetuned")
    if kind == "answers":
        assert one.label in "መሔሁ ሚሓሰ ብም ቤሕ"
        assert one.others
    else:
        assert one.tokens == ("መሔሁ", "ሚሓሰ", "ብም", "ቤሕ")


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("topics", "self-distillation", "is for answers, not for classification"),
    ],
)
def test_what_a_strategy_cannot_do_is_told_before_anything_is_done(
    kind: str, name: str, message: str, tmp_path: Path, words: str
) -> None:
    with pytest.raises(InputError, match=message):
        transfer(
            write(tmp_path / kind, kind),
            source="eng",
            target="amh",
            model=model(),
            recipes=[name],
            out=tmp_path / "run",
            settings=Settings(translator=words),
        )
    assert not (tmp_path / "run").exists()


def test_fusion_without_a_translator_or_a_transformer_is_refused(tmp_path: Path, words: str) -> None:
    data = write(tmp_path / "topics", "topics")
    asked = {"source": "eng", "target": "amh", "recipes": ["filter"], "out": tmp_path / "run"}
    with pytest.raises(InputError, match="needs a translator, and none is named"):
        transfer(data, model=model(), **asked)  # type: ignore[arg-type]  # shared by both calls
    with pytest.raises(InputError, match="no transformer"):
        transfer(data, model="static", settings=Settings(translator=words), **asked)  # type: ignore[arg-type]  # as above
