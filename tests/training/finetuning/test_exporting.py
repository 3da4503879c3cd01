"""What other libraries make of an exported network, in a process that knows nothing of isogloss."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("sentence_transformers")

from isogloss.data.examples import Choice, Similarity
from isogloss.models.hf.exporting import export_encoder
from isogloss.models.hf.model import load
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import ExportingHead, Lesson
from isogloss.training.heads.setfit import SetFitHead
from tests import tinymodels
from tests.training.finetuning import lessons, texts, toytasks

# Reads what stands in each folder of sys.argv[1], and answers as the class named beside it does.
PLAIN = """
import json, sys
from pathlib import Path
import torch, transformers
torch.set_num_threads(1)
found = {}
for name, (loads, asked) in json.loads(Path(sys.argv[1]).read_text()).items():
    folder = str(Path(sys.argv[1]).parent / name)
    if loads == "SentenceTransformer":
        from sentence_transformers import SentenceTransformer
        found[name] = SentenceTransformer(folder, device="cpu").encode(asked).tolist()
        continue
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = getattr(transformers, loads).from_pretrained(folder).eval()
    pairs = [pair for one in asked for pair in one] if loads.endswith("MultipleChoice") else asked
    batch = tokenizer(*zip(*pairs), padding=True, truncation=True, return_tensors="pt")
    if pairs is not asked:
        batch = {key: rows.view(len(asked), -1, rows.shape[1]) for key, rows in batch.items()}
    if model.can_generate():
        batch.pop("token_type_ids", None)
        rows = model.generate(**batch)
        behind = 0 if model.config.is_encoder_decoder else batch["input_ids"].shape[1]
        found[name] = tokenizer.batch_decode(rows[:, behind:], skip_special_tokens=True)
        continue
    with torch.inference_mode():
        given = model(**batch)
    logits = given.logits if "logits" in given else torch.stack([given.start_logits, given.end_logits], 1)
    found[name] = [logits.tolist(), batch["attention_mask"].sum(1).tolist(), model.config.id2label]
assert "isogloss" not in sys.modules
print(json.dumps(found))
"""
SENTENCES = [one.text for one in lessons.topics(5, seed=8)]


def _likenesses(count: int) -> list[Similarity]:
    found = toytasks.questions(count, seed=3)
    return [
        Similarity(one.id, one.context, one.question, place % 5 / 2, one.language, one.origin)
        for place, one in enumerate(found)
    ]


def _choices(count: int) -> list[Choice]:
    found = toytasks.questions(count, seed=3)
    return [
        Choice(one.id, one.context, (one.question, other.context), "cause", place % 2, one.language, "toy")
        for place, (one, other) in enumerate(zip(found, found[::-1], strict=True))
    ]


def _classes(adapter: str) -> Callable[[], Lesson]:
    return lambda: lessons.lesson(dev=lessons.topics(9, seed=4), adapter=adapter, epochs=2)


LESSONS: dict[str, Callable[[], Lesson]] = {
    "classes": _classes("none"),
    "adapted": _classes("lora"),
    "decoded": lambda: lessons.lesson(model=f"hf:{tinymodels.decoder_folder()}", epochs=1),
    "tags": lambda: toytasks.lesson("entities", toytasks.entities(30, seed=3), epochs=1),
    "answers": lambda: toytasks.lesson("answers", toytasks.questions(30, seed=3), epochs=1),
    "likeness": lambda: toytasks.lesson("similarity", _likenesses(30), epochs=1),
    "choices": lambda: toytasks.lesson("choice", _choices(30), epochs=1),
    "rewritten": lambda: texts.lesson(tinymodels.seq2seq_folder(), texts.summaries(40, seed=3), epochs=2),
    "continued": lambda: texts.lesson(tinymodels.decoder_folder(), texts.summaries(40, seed=3), epochs=2),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what isogloss says of the exported networks, and what a process without it says."""
    place = tmp_path_factory.mktemp("exported")
    own: dict[str, Any] = {}
    asked: dict[str, tuple[str, list[Any]]] = {}
    for name, lesson in LESSONS.items():
        FineTunedHead.fit(lesson()).save(_new(place / f"{name}.kept"))
        head = FineTunedHead.load(place / f"{name}.kept")
        assert isinstance(head, ExportingHead)
        loads = head.export(_new(place / name)).loads
        own[name], pairs = _asked(head, name)
        asked[name] = loads, pairs
    tuned = SetFitHead.fit(lessons.lesson(lessons.topics(12, seed=3), epochs=1, pairs=2))
    asked["contrasted"] = tuned.export(_new(place / "contrasted")).loads, SENTENCES
    own["contrasted"] = tuned.encoder.encode(SENTENCES)
    for name, folder in (
        ("pooled", tinymodels.encoder_folder()),
        ("weighted", tinymodels.decoder_folder()),
        ("half", tinymodels.seq2seq_folder()),
    ):
        encoder = load(str(folder))
        export_encoder(encoder, folder, _new(place / name))
        asked[name], own[name] = ("SentenceTransformer", SENTENCES), encoder.encode(SENTENCES)
    (place / "asked.json").write_text(json.dumps(asked))
    ended = subprocess.run(
        [sys.executable, "-c", PLAIN, str(place / "asked.json")], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return own, json.loads(ended.stdout.splitlines()[-1])


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _asked(head: FineTunedHead, name: str) -> tuple[Any, list[Any]]:
    """Return what the head says of a few examples, and their texts as a tokenizer takes them."""
    if name in ("rewritten", "continued"):
        examples = texts.summaries(4, seed=8)
        behind = "\n\n" if name == "continued" else ""
        return [one.label for one in head.predict(examples)], [[one.source + behind] for one in examples]
    if name == "tags":
        tagged = toytasks.entities(4, seed=8)
        return head.tuned.scored(tagged)[1], [[" ".join(one.tokens)] for one in tagged]
    if name == "answers":
        questions = toytasks.questions(4, seed=8)
        return head.tuned.scored(questions)[1], [[one.question, one.context] for one in questions]
    if name == "likeness":
        alike = _likenesses(4)
        return [float(one.label) for one in head.predict(alike)], [[one.first, one.second] for one in alike]
    if name == "choices":
        choices = _choices(4)
        asked: list[list[Any]] = [
            [[f"{one.premise} cause", other] for other in one.choices] for one in choices
        ]
        return head.tuned.scored(choices)[1], asked
    return head.tuned.scored(lessons.topics(5, seed=8))[1], [[text] for text in SENTENCES]


@pytest.mark.parametrize("name", ["classes", "adapted", "decoded"])
def test_classes_have_the_same_logits_and_their_names(plain: Any, name: str) -> None:  # noqa: ANN401  the fixture
    own, other = (side[name] for side in plain)
    logits, _, names = other
    np.testing.assert_allclose(np.stack(own), np.array(logits), atol=1e-5)
    assert names == {"0": "food", "1": "health", "2": "travel"}


def test_tags_have_the_same_logits_at_the_first_token_of_each_word(plain: Any) -> None:  # noqa: ANN401  the fixture
    own, (logits, _, names) = (side["tags"] for side in plain)
    assert set(names.values()) == {"B-FOOD", "I-FOOD", "O"}
    for ours, theirs in zip(own, logits, strict=True):
        distances = np.abs(np.array(theirs)[:, None] - ours[None]).max(axis=2)
        assert (distances.min(axis=0) < 1e-5).all()


def test_answers_have_the_same_logits_within_the_passage(plain: Any) -> None:  # noqa: ANN401  the fixture
    own, (logits, lengths, _) = (side["answers"] for side in plain)
    for ours, theirs, length in zip(own, logits, lengths, strict=True):
        told = ours > -1e8
        assert told.sum() > 4
        np.testing.assert_allclose(ours[told], np.array(theirs)[:, :length][told], atol=1e-5)


def test_scores_are_those_that_the_card_says(plain: Any) -> None:  # noqa: ANN401  the fixture
    own, (logits, _, names) = (side["likeness"] for side in plain)
    least, most = (float(names[end]) for end in "01")
    assert (least, most) == (0, 2)
    told = [least + (most - least) / (1 + np.exp(first - second)) for first, second in logits]
    np.testing.assert_allclose(own, told, atol=1e-5)


def test_choices_have_the_same_logits(plain: Any) -> None:  # noqa: ANN401  the fixture
    own, (logits, *_) = (side["choices"] for side in plain)
    np.testing.assert_allclose(np.stack(own), np.array(logits), atol=1e-5)
    assert len(logits[0]) == 2


@pytest.mark.parametrize("name", ["rewritten", "continued"])
def test_the_same_is_written(plain: Any, name: str) -> None:  # noqa: ANN401  the fixture
    own, other = (side[name] for side in plain)
    assert own == [" ".join(text.split()) for text in other]
    assert any(own)


@pytest.mark.parametrize("name", ["contrasted", "pooled", "weighted", "half"])
def test_encoders_give_the_same_vectors(plain: Any, name: str) -> None:  # noqa: ANN401  the fixture
    own, other = (side[name] for side in plain)
    np.testing.assert_allclose(own, np.array(other), atol=1e-5)
