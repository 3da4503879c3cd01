"""What strategies of fine-tuning give between two toy languages. Prints a table of docs/recipes.md.

python -m benchmarks.strategies

West and East share structure and no word (tests/tinymodels.py); a transformer of two layers is trained first,
either so that translations lie together (aligned) or not, then fine-tuned on West: 60 sentences by topic, 300
questions; for what reads both languages at once also 60 sentences with tags, and 200 questions. Lists of
words are perfect. It says what a method can do, not what it gives in a real language.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core; must stand before torch is imported

import numpy as np
from tests import tinymodels
from tests.training.finetuning.lessons import EAST, WEST, topics
from tests.training.finetuning.toytasks import entities, questions

from benchmarks.running import run
from isogloss.data.examples import Answerable
from isogloss.transfer import Settings, transfer

SEEDS = 3
TUNING = "\n[finetune]\nrate = 3e-3\npatience = 0\nepochs = {}\nlongest = 48\n"
BESIDE = (
    'train = [{view = "beside", to = "target"}]\ntest = [{view = "beside", to = "source"}]\n'
    'strategy = {strategy = "filter"}\n'
)
FEW = 'labels = "source+target"\nk = 40\n'
# What is trained on -> the recipes, and what each says beside its name.
TOPICS = {
    "zero-shot": "",
    "average-checkpoints": 'strategy = {strategy = "average-checkpoints"}\n',
    "average-runs": 'strategy = {strategy = "average-runs", first = 1}\n',
    "translate-train": 'train = [{view = "translate", to = "target"}]\n',
    "translate-test": 'test = [{view = "translate", to = "source"}]\n',
    "filter": BESIDE,
}
# Sentences with tags, and questions: a translation does not simply share their labels.
FUSED = {
    "zero-shot": "",
    "translate-train": 'train = [{view = "translate", to = "target"}]\n',
    "filter": BESIDE,
}
QUESTIONS = {
    "zero-shot": "",
    "few-shot-40": FEW,
    "self-distillation": FEW + 'strategy = {strategy = "self-distillation", epochs = 2}\n',
}


def main() -> None:
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        _words(root)
        data = _write_topics(root / "topics")
        for aligned in (False, True):
            print(f"\ntopics, {'aligned' if aligned else 'not aligned'}: accuracy in %, {SEEDS} seeds\n")
            _table(root, data, TOPICS, aligned=aligned, metric="accuracy", epochs=8)
        print(f"\nquestions, aligned: exact match in %, {SEEDS} seeds\n")
        asked = _write_questions(root / "questions")
        _table(root, asked, QUESTIONS, aligned=True, metric="exact_match", epochs=12)
        _fused(root)


def _fused(root: Path) -> None:
    """Print what two languages at once give where a translation's labels have places of their own."""
    tagged, asked = _write_entities(root / "tagged"), _write_questions(root / "asked", train=200)
    for aligned in (False, True):
        said = "aligned" if aligned else "not aligned"
        print(f"\nentities, {said}: F1 in %, {SEEDS} seeds\n")
        _table(root, tagged, FUSED, aligned=aligned, metric="span_f1", epochs=12)
        print(f"\n200 questions, {said}: exact match in %, {SEEDS} seeds\n")
        _table(root, asked, FUSED, aligned=aligned, metric="exact_match", epochs=10)


def _table(
    root: Path, data: Path, recipes: dict[str, str], *, aligned: bool, metric: str, epochs: int
) -> None:
    """Print the mean over seeds and, for East, the spread."""
    print("| recipe | West (source) | East | spread of East over seeds |\n| --- | --- | --- | --- |")
    model = f"hf:{tinymodels.encoder_folder(aligned=aligned)}"
    for name, said in recipes.items():
        file = root / f"{name}.toml"
        head = f'name = "{name}"\nheads = ["finetuned"]\nseeds = {list(range(SEEDS))}\n'
        file.write_text(head + said + TUNING.format(epochs), encoding="utf-8")
        found = transfer(
            data,
            source="eng",
            target="amh" if "source+target" in said else "all",
            model=model,
            recipes=[str(file)],
            out=root / f"{data.name}-{name}-{aligned}",
            settings=Settings(translator=f"lexicon:{root}/{{source}}_{{target}}.tsv"),
        )
        rows = [row for row in found.rows() if row.metric == metric and row.system.endswith("finetuned")]
        west, east = ([100 * row.value for row in rows if row.language == str(one)] for one in (WEST, EAST))
        print(f"| `{name}` | {_mean(west)} | {_mean(east)} | {np.std(east):.1f} |", flush=True)


def _mean(values: Sequence[float]) -> str:
    return f"{np.mean(values):.1f}" if len(values) else ""


def _words(root: Path) -> None:
    for name, turn in (("en_am", 1), ("am_en", -1)):
        lines = ["\t".join(pair[::turn]) for pair in tinymodels.PAIRS]
        (root / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_topics(root: Path) -> Path:
    for language, split, count, seed in (
        (WEST, "train", 60, 5),
        (WEST, "test", 150, 77),
        (EAST, "test", 150, 77),
    ):
        file = root / language.code / f"{split}.tsv"
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = [f"{one.label}\t{one.text}" for one in topics(count, seed=seed, language=language)]
        file.write_text("\n".join(["label\ttext", *rows]) + "\n", encoding="utf-8")
    return root


def _write_entities(root: Path) -> Path:
    for language in (WEST, EAST):
        for split, count, seed in (("train", 60, 5), ("test", 150, 9)):
            file = root / language.code / f"{split}.conll"
            file.parent.mkdir(parents=True, exist_ok=True)
            said = [
                "".join(f"{word} {tag}\n" for word, tag in zip(one.tokens, one.tags, strict=True))
                for one in entities(count, seed=seed, language=language)
            ]
            file.write_text("\n".join(said), encoding="utf-8")
    return root


def _write_questions(root: Path, *, train: int = 300) -> Path:
    for language in (WEST, EAST):
        for split, count, seed in (("train", train, 5), ("test", 100, 9)):
            file = root / language.code / f"{split}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            said = [_paragraph(one) for one in questions(count, seed=seed, language=language)]
            document = {"data": [{"title": "", "paragraphs": said}]}
            file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return root


def _paragraph(one: Answerable) -> dict[str, object]:
    answers = [{"text": answer.text, "answer_start": answer.start} for answer in one.answers]
    return {"context": one.context, "qas": [{"id": one.id, "question": one.question, "answers": answers}]}


if __name__ == "__main__":
    run(main)
