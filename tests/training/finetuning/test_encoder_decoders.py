"""Encoder-decoders that label: they judge a text where it ends; T5 has no body when it answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")

import torch
from safetensors.torch import load_file

from isogloss.data.examples import Labelled, Pair, Similarity
from isogloss.errors import InputError
from isogloss.models.hf.loading import read_tokenizer
from isogloss.tasks.table import task
from isogloss.training.finetuning.reading import Reading
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.strategies.averaging import AverageRuns
from tests import tinymodels
from tests.training.finetuning.toytasks import WEST, lesson, questions

PAIRS = list(zip(tinymodels.parallel(12, 1), tinymodels.parallel(24, 11)[::-1], strict=False))
SAME = [one.topic == other.topic for one, other in PAIRS]
END = " </s> "  # in a text: what its tokenizer takes for its end


def t5() -> str:
    return f"hf:{tinymodels.seq2seq_folder()}"


EXAMPLES: dict[str, list[Any]] = {
    "classification": [
        Labelled(str(at), one.west, one.topic, WEST, "f") for at, (one, _) in enumerate(PAIRS)
    ],
    "pairs": [
        Pair(str(at), one.west, other.west, str(same), WEST, "f")
        for at, ((one, other), same) in enumerate(zip(PAIRS, SAME, strict=True))
    ],
    "similarity": [
        Similarity(str(at), one.west, other.west, 1.0 + same, WEST, "f")
        for at, ((one, other), same) in enumerate(zip(PAIRS, SAME, strict=True))
    ],
}


def ended(example: Any) -> Any:  # noqa: ANN401  an example of any kind
    if isinstance(example, Labelled):
        return replace(example, text=END + example.text + END)
    return replace(example, first=END + example.first, second=END)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_texts_that_hold_their_own_end_are_judged_like_others(name: str) -> None:
    examples = [*EXAMPLES[name][:-2], *map(ended, EXAMPLES[name][-2:])]
    head = FineTunedHead.fit(replace(lesson(name, examples, epochs=1, batch=4), model=t5()))
    together = head.predict(examples)
    for one, example in zip(together, examples, strict=True):
        assert head.predict([example])[0].probability == pytest.approx(one.probability, abs=1e-5)


@pytest.mark.parametrize("texts", [("bo",), ("",), ("bo", "bo"), (END, END + "bo"), ("bo " * 99, "bo " * 99)])
def test_a_text_ends_once_however_long_it_is(texts: tuple[str, ...]) -> None:
    tokenizer = read_tokenizer(tinymodels.seq2seq_folder())
    ((ids, kinds),) = Reading(tokenizer, 16, tokenizer.eos_token_id).rows([texts])
    assert ids.count(tokenizer.eos_token_id) == 1
    assert ids[-1] == tokenizer.eos_token_id
    assert len(ids) == len(kinds) <= 16


def test_a_model_that_names_no_end_is_told_at_once(tmp_path: Path) -> None:
    from transformers import T5Config

    T5Config(vocab_size=32, d_model=16, num_layers=1, eos_token_id=None).save_pretrained(tmp_path)
    with pytest.raises(InputError, match="names no one token that ends a text"):
        FineTunedHead.check(task("pairs"), f"hf:{tmp_path}")


@pytest.mark.parametrize("adapter", ["none", "lora"])
def test_runs_of_a_network_without_a_body_share_what_answers(adapter: str, tmp_path: Path) -> None:
    asked = lesson("answers", questions(12, seed=1), work=tmp_path, epochs=1, adapter=adapter)
    head = AverageRuns(runs=2, first=1).fit(FineTunedHead, replace(asked, model=t5()))
    assert isinstance(head, FineTunedHead)
    first, second = (
        load_file(file) for file in sorted(tmp_path.rglob("run-*.safetensors"), key=lambda file: file.name)
    )
    shared = {name for name, weight in first.items() if torch.equal(weight, second[name])}
    assert {name for name in first if "qa_outputs" in name} <= shared < set(first)
    body = {name for name in first if "qa_outputs" not in name}
    assert body
    assert all("lora_" in name for name in body) is (adapter == "lora")
