"""A decoder by name: what it writes, how likely it holds texts, and what its layers would say."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

import torch

from isogloss.errors import InputError
from isogloss.models.contracts import Encoder, LayeredEncoder
from isogloss.models.hf.decoder import MixtureDecoder, TransformerDecoder
from isogloss.models.hf.likelihood import _CHUNK
from isogloss.models.language_models import Generator, Lens, Likelihood, Router, Scorer
from tests.tinymodels import parallel

PAIRS = parallel(12, seed=9)
PROMPTS = (
    [f"{pair.west} =" for pair in PAIRS] + [f"{pair.east} =" for pair in PAIRS[:3]] + ["", "ሄም", "中文 ="]
)


def slow_greedy(model: TransformerDecoder, prompt: str, most: int) -> str:
    """Return the likeliest token each time: one prompt, the whole text read again for each token."""
    ids = model.network.tokenizer.encodings([prompt])[0].ids
    start = len(ids)
    for _ in range(most):
        with torch.no_grad():
            best = int(model.network.model(torch.tensor([ids])).logits[0, -1].argmax())
        if best == 2:
            break
        ids = [*ids, best]
    return model.network.tokenizer.text(ids[start:])


def slow_likelihood(model: TransformerDecoder, prompt: str, continuation: str) -> Likelihood:
    """Return the sum over the tokens that stand for a character of the continuation, one text at a time."""
    encoding = model.network.tokenizer.encodings([prompt + continuation])[0]
    with torch.no_grad():
        logits = model.network.model(torch.tensor([encoding.ids])).logits[0].log_softmax(-1)
    own = [place for place, (_, end) in enumerate(encoding.offsets) if end > len(prompt)]
    return Likelihood(sum(float(logits[place - 1, encoding.ids[place]]) for place in own), len(own))


@pytest.fixture(params=["decoder", "mixture"])
def model(request: pytest.FixtureRequest) -> TransformerDecoder:
    found: TransformerDecoder = request.getfixturevalue(request.param)
    return found


def test_it_offers_what_a_decoder_can(decoder: TransformerDecoder, mixture: MixtureDecoder) -> None:
    for contract in (Encoder, LayeredEncoder, Generator, Scorer, Lens):
        assert isinstance(decoder, contract)
        assert isinstance(mixture, contract)
    assert isinstance(mixture, Router)
    assert not isinstance(decoder, Router)


def test_it_writes_the_likeliest_token_each_time(model: TransformerDecoder) -> None:
    assert model.generate(PROMPTS, most=12) == [slow_greedy(model, prompt, 12) for prompt in PROMPTS]


def test_it_translates_as_it_has_learned(decoder: TransformerDecoder) -> None:
    found = decoder.generate([f"{pair.west} =" for pair in PAIRS], most=20)
    right = [text.split()[0] == pair.east.split()[0] for text, pair in zip(found, PAIRS, strict=True)]
    assert sum(right) >= 10


def test_a_text_ends_before_what_stops_it(decoder: TransformerDecoder) -> None:
    whole = decoder.generate(PROMPTS[:4], most=20)
    stop = [f" {text.split()[2]}" for text in whole]
    for prompt, text, end in zip(PROMPTS, whole, stop, strict=False):
        assert decoder.generate([prompt], most=20, stop=[end, "never"]) == [text[: text.index(end)]]
    assert decoder.generate(PROMPTS[:4], most=1) == [text[: len(text.split()[0]) + 1] for text in whole]
    assert decoder.generate([]) == []


@pytest.mark.parametrize(("most", "stop"), [(0, ()), (-1, ()), (5, [""]), (5, "end")])
def test_what_it_cannot_write_is_refused(decoder: TransformerDecoder, most: int, stop: list[str]) -> None:
    with pytest.raises(InputError):
        decoder.generate(["muro"], most=most, stop=stop)


def test_a_long_prompt_loses_its_beginning_and_that_is_said(
    decoder: TransformerDecoder, caplog: pytest.LogCaptureFixture
) -> None:
    assert decoder.generate(["muro " * 200 + PROMPTS[0]], most=12)[0]
    assert "tokens: 1 of 1. They are read without their beginning" in caplog.text


def test_likelihoods_are_those_of_the_whole_text(model: TransformerDecoder) -> None:
    # The same number of continuations for no two prompts, none for one, and one that is empty.
    continuations = [[f" {pair.east}" for pair in PAIRS[:number]] for number in range(len(PROMPTS) - 1)] + [
        [""]
    ]
    found = model.loglikelihood(PROMPTS, continuations)
    assert [len(own) for own in found] == [len(own) for own in continuations]
    for prompt, own, likelihoods in zip(PROMPTS, continuations, found, strict=True):
        for continuation, likelihood in zip(own, likelihoods, strict=True):
            expected = slow_likelihood(model, prompt, continuation)
            assert likelihood.tokens == expected.tokens
            assert likelihood.logprob == pytest.approx(expected.logprob, abs=2e-4)
    assert found[-1] == (Likelihood(0.0, 0),)


def test_the_right_translation_is_the_likeliest(decoder: TransformerDecoder) -> None:
    own = [[f" {pair.east}" for pair in PAIRS]] * len(PAIRS)
    found = decoder.loglikelihood([f"{pair.west} =" for pair in PAIRS], own)
    best = [max(range(12), key=lambda place: row[place].logprob) for row in found]
    assert best == list(range(12))


@pytest.mark.parametrize(
    ("prompt", "continuation"),
    [
        ("muro ", "galu"),
        ("mu", "ro"),
        ("ሄ", "ም"),
        ("ትቀ ሚታ", "ቃ ብም"),
        ("", "muro"),
        ("中", "文"),
        ("👩‍", "👧"),
    ],
)
def test_a_token_across_the_border_counts_to_the_continuation(
    decoder: TransformerDecoder, prompt: str, continuation: str
) -> None:
    found = decoder.loglikelihood([prompt], [[continuation]])[0][0]
    expected = slow_likelihood(decoder, prompt, continuation)
    assert found.tokens == expected.tokens > 0
    assert found.logprob == pytest.approx(expected.logprob, abs=1e-4)


def test_many_tokens_are_counted_in_parts(decoder: TransformerDecoder) -> None:
    long = [" ".join(pair.west for pair in PAIRS)] * (2 * _CHUNK // 50)
    found = decoder.loglikelihood(["muro"] * len(long), [[f" {text}"] for text in long])
    assert sum(own[0].tokens for own in found) > _CHUNK
    expected = slow_likelihood(decoder, "muro", f" {long[0]}")
    assert {own[0].tokens for own in found} == {expected.tokens}
    assert found[-1][0].logprob == pytest.approx(expected.logprob, abs=1e-3)


def test_what_is_too_long_to_score_is_refused_or_said(
    decoder: TransformerDecoder, caplog: pytest.LogCaptureFixture
) -> None:
    assert decoder.loglikelihood(["muro " * 300], [[" galu"]])[0][0].tokens > 0
    assert "1 of 1 prompts are too long" in caplog.text
    with pytest.raises(InputError, match="the model reads 128"):
        decoder.loglikelihood(["muro"], [[" galu" * 300]])
    with pytest.raises(InputError, match="1 prompts and 2 lists"):
        decoder.loglikelihood(["muro"], [[], []])


def test_the_last_lens_is_what_the_model_says(model: TransformerDecoder) -> None:
    layers = list(model.lens(PROMPTS))
    assert [layer.shape for layer in layers] == [(len(PROMPTS), 480)] * 3
    for row, prompt in enumerate(PROMPTS):
        ids = model.network.tokenizer.encodings([prompt])[0].ids
        with torch.no_grad():
            said = model.network.model(torch.tensor([ids])).logits[0, -1].softmax(-1).numpy()
        np.testing.assert_allclose(layers[-1][row], said, atol=1e-5)


def test_every_lens_is_the_head_on_the_normed_state(decoder: TransformerDecoder) -> None:
    layers = list(decoder.lens(PROMPTS))
    network = decoder.network.model
    for row, prompt in enumerate(PROMPTS):
        ids = torch.tensor([decoder.network.tokenizer.encodings([prompt])[0].ids])
        with torch.no_grad():
            states = network(ids, output_hidden_states=True).hidden_states
            for layer in (0, 1):
                expected = network.lm_head(network.model.norm(states[layer][0, -1])).softmax(-1).numpy()
                np.testing.assert_allclose(layers[layer][row], expected, atol=1e-5)


def test_no_text_gives_no_rows(decoder: TransformerDecoder) -> None:
    assert [layer.shape for layer in decoder.lens([])] == [(0, 480)] * 3
    assert decoder.loglikelihood([], []) == []
