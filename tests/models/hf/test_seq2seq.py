"""An encoder-decoder writes what transformers writes, and tells true likelihoods."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

from isogloss.errors import InputError
from isogloss.models.contracts import Encoder
from isogloss.models.hf.model import load
from isogloss.models.hf.seq2seq import TransformerSeq2Seq
from isogloss.models.language_models import Chat, Generator, Likelihood, Scorer
from tests import tinymodels
from tests.tinymodels import parallel

PAIRS = parallel(12, seed=9)


@pytest.fixture(scope="module")
def folder() -> Path:
    return tinymodels.seq2seq_folder()


@pytest.fixture(scope="module")
def model(folder: Path) -> TransformerSeq2Seq:
    found = load(str(folder))
    assert isinstance(found, TransformerSeq2Seq)
    return found


@pytest.fixture(scope="module")
def plain(folder: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    return AutoModelForSeq2SeqLM.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder)


def test_it_offers_vectors_texts_and_likelihoods(model: TransformerSeq2Seq) -> None:
    for served in (Encoder, Generator, Scorer, Chat):
        assert isinstance(model, served)
    assert not model.chats
    assert model.said_in_chat("x") == "x"
    vectors = model.encode([pair.west for pair in PAIRS])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_it_writes_what_transformers_writes(model: TransformerSeq2Seq, plain: tuple[Any, Any]) -> None:
    network, tokenizer = plain
    expected = []
    for pair in PAIRS:
        rows = network.generate(
            **tokenizer(pair.west, return_tensors="pt"), max_new_tokens=12, do_sample=False
        )
        expected.append(tokenizer.decode(rows[0], skip_special_tokens=True))
    found = model.generate([pair.west for pair in PAIRS], most=12)
    assert found == expected
    stop = expected[0].split()[1]
    assert model.generate([PAIRS[0].west], most=12, stop=[stop]) == [expected[0][: expected[0].index(stop)]]


def test_likelihoods_are_those_of_the_loss(model: TransformerSeq2Seq, plain: tuple[Any, Any]) -> None:
    import torch

    network, tokenizer = plain
    options = [[pair.east for pair in PAIRS[:number]] for number in range(len(PAIRS))]
    found = model.loglikelihood([pair.west for pair in PAIRS], options)
    assert [len(own) for own in found] == list(range(len(PAIRS)))
    for pair, own, told in zip(PAIRS, options, found, strict=True):
        for option, one in zip(own, told, strict=True):
            labels = tokenizer(option, return_tensors="pt").input_ids
            with torch.no_grad():
                loss = network(**tokenizer(pair.west, return_tensors="pt"), labels=labels).loss
            assert one.tokens == labels.shape[1]
            assert one.logprob == pytest.approx(-float(loss) * one.tokens, abs=1e-3)


def test_the_translation_it_learned_is_the_likeliest(model: TransformerSeq2Seq) -> None:
    options = [pair.east for pair in PAIRS]
    found = model.loglikelihood([pair.west for pair in PAIRS], [options] * len(PAIRS))
    assert [max(range(len(own)), key=lambda at: own[at].logprob) for own in found] == list(range(len(PAIRS)))


def test_odd_input_is_taken_or_refused_in_words(model: TransformerSeq2Seq) -> None:
    assert model.generate([]) == []
    assert len(model.generate(["", "中文", "\ud800 muro", "muro " * 500], most=3)) == 4
    assert isinstance(model.loglikelihood([""], [[""]])[0][0], Likelihood)
    with pytest.raises(InputError, match="at least"):
        model.generate(["x"], most=0)
    with pytest.raises(InputError, match="list of texts"):
        model.generate(["x"], stop=[""])
    with pytest.raises(InputError, match="1 prompts and 0 lists"):
        model.loglikelihood(["x"], [])
