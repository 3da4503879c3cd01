"""What an endpoint gives is what the model behind it gives; and how it is asked."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")
pytest.importorskip("httpx", reason="needs isogloss[endpoint]")

from isogloss.errors import InputError, IsoglossError
from isogloss.models.contracts import Encoder, LayeredEncoder, WordEncoder
from isogloss.models.endpoints.cache import Spent
from isogloss.models.endpoints.endpoint import Endpoint
from isogloss.models.hf.decoder import TransformerDecoder
from isogloss.models.language_models import Generator, Lens, Likelihood, Scorer
from tests.models.endpoints.conftest import QUICK
from tests.models.endpoints.server import Server
from tests.tinymodels import parallel

PAIRS = parallel(10, seed=9)
TEXTS = [pair.west for pair in PAIRS] + [pair.east for pair in PAIRS] + ["中文", "👩‍👩‍👧", "\ud800 muro"]
Connect = Callable[..., Endpoint]


def test_it_offers_what_an_endpoint_can(connect: Connect) -> None:
    endpoint = connect()
    for served in (Encoder, Generator, Scorer):
        assert isinstance(endpoint, served)
    for other in (LayeredEncoder, WordEncoder, Lens):
        assert not isinstance(endpoint, other)


def test_vectors_are_those_of_the_model(connect: Connect, tiny: TransformerDecoder, server: Server) -> None:
    endpoint = connect()
    np.testing.assert_allclose(endpoint.encode(TEXTS), tiny.encode(TEXTS), atol=1e-6)
    assert max(len(body["input"]) for _, body in server.asked) == 4
    assert not endpoint.encode(["", " "]).any()
    assert endpoint.encode([]).shape == (0, 64)


def test_likelihoods_are_those_of_the_model(connect: Connect, tiny: TransformerDecoder) -> None:
    prompts = [f"{pair.west} =" for pair in PAIRS] + ["mu", "中"]
    own = [[f" {pair.east}" for pair in PAIRS[:number]] for number in range(10)] + [
        ["ro galu", ""],
        ["文"],
    ]
    found = connect().loglikelihood(prompts, own)
    for ours, theirs in zip(found, tiny.loglikelihood(prompts, own), strict=True):
        assert [one.tokens for one in ours] == [one.tokens for one in theirs]
        np.testing.assert_allclose([one.logprob for one in ours], [one.logprob for one in theirs], atol=2e-4)
    assert found[-2][1] == Likelihood(0.0, 0)


def test_a_chat_says_what_the_model_says(connect: Connect, tiny: TransformerDecoder, server: Server) -> None:
    prompts = [pair.west for pair in PAIRS]
    expected = tiny.generate([f"{prompt} =" for prompt in prompts], most=20)
    assert connect().generate(prompts, most=20) == expected
    assert {route for route, _ in server.asked} == {"/v1/chat/completions"}
    assert server.asked[0][1]["temperature"] == 0
    stop = expected[0].split()[1]
    assert connect().generate(prompts[:1], most=20, stop=[stop]) == [expected[0][: expected[0].index(stop)]]


def test_a_model_that_does_not_chat_completes(
    connect: Connect, tiny: TransformerDecoder, server: Server
) -> None:
    server.chats = False
    prompts = [f"{pair.west} =" for pair in PAIRS]
    assert connect().generate(prompts, most=20) == tiny.generate(prompts, most=20)
    assert server.asked[-1][0] == "/v1/completions"


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        ("max_tokens", "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        ("temperature", "'temperature' does not support 0 with this model."),
    ],
)
def test_what_a_model_does_not_take_is_left_out(
    connect: Connect, server: Server, refused: str, said: str
) -> None:
    server.chats = True
    server.refuses = lambda body: said if refused in body else ""
    assert connect().generate([PAIRS[0].west], most=20)[0]


def test_nothing_is_asked_twice(connect: Connect, server: Server) -> None:
    endpoint = connect()
    first = endpoint.encode([*TEXTS, *TEXTS])
    asked = len(server.asked)
    np.testing.assert_array_equal(connect().encode(TEXTS), first[: len(TEXTS)])
    assert len(server.asked) == asked
    connect().encode([*TEXTS[:3], "new"])
    assert [body["input"] for _, body in server.asked[asked:]] == [["new"]]
    connect(cache="other").encode(TEXTS[:1])
    assert len(server.asked) == asked + 2


def test_tokens_and_cost_are_counted_once(connect: Connect) -> None:
    endpoint = connect()
    for _ in range(2):
        endpoint.generate(["muro", "galu"], most=5)
        endpoint.encode(["muro"])
    assert endpoint.spent == Spent(answers=3, tokens_in=19, tokens_out=6)
    assert endpoint.spent.cost(per_million_in=1.0, per_million_out=2.0) == pytest.approx(31e-6)


@pytest.mark.parametrize("variable", ["ISOGLOSS_API_KEY", "OPENAI_API_KEY"])
def test_a_key_is_sent_and_shown_nowhere(
    connect: Connect,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    variable: str,
) -> None:
    server.key = "sk-right"
    monkeypatch.setenv(variable, "sk-wrong-and-secret")
    caplog.set_level(logging.DEBUG)
    with pytest.raises(InputError, match="Incorrect API key") as found:
        connect().encode(["muro"])
    monkeypatch.setenv(variable, "sk-right")
    endpoint = connect()
    assert endpoint.encode(["muro"]).any()
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    shown = f"{found.value} {caplog.text} {endpoint} {files.decode(errors='replace')}"
    assert "sk-wrong" not in shown
    assert "sk-right" not in shown


def test_a_list_too_long_is_asked_in_halves_and_one_text_is_refused(connect: Connect, server: Server) -> None:
    server.refuses = lambda body: "input too long" if sum(map(len, body["input"])) > 60 else ""
    assert connect().encode(TEXTS).any(axis=1).all()
    with pytest.raises(InputError, match=r"refuses the request \(HTTP 400\): input too long"):
        connect().encode(["muro " * 20])


@pytest.mark.parametrize(
    "said",
    [
        "This model's maximum context length is 128 tokens. However, you requested 300 tokens.",
        "The response was filtered: the prompt triggers the content management policy.",
    ],
)
def test_one_prompt_that_is_refused_does_not_take_the_others_with_it(
    connect: Connect, server: Server, caplog: pytest.LogCaptureFixture, said: str
) -> None:
    server.refuses = lambda body: said if "long" in body["messages"][0]["content"] else ""
    found = connect().generate(["muro", "long muro", "galu"], most=5)
    assert [bool(text) for text in found] == [True, False, True]
    assert "refuses 1 of 3 prompts" in caplog.text
    with pytest.raises(InputError, match="refuses the request"):
        connect().generate(["long", "long long"], most=5)
    server.refuses = lambda _body: ""
    assert connect().generate(["long muro"], most=5)[0]


def test_what_an_endpoint_does_not_serve_is_said(connect: Connect, server: Server) -> None:
    server.tells = False
    with pytest.raises(InputError, match="does not tell the probabilities"):
        connect().loglikelihood(["muro"], [[" galu"]])
    with pytest.raises(InputError, match="A prompt is empty"):
        connect().loglikelihood([""], [["galu"]])
    with pytest.raises(InputError, match="1 prompts and 0 lists"):
        connect().loglikelihood(["muro"], [])


@pytest.mark.parametrize("given", ["text", [b"bytes"], None])
def test_what_is_no_list_of_texts_is_refused(connect: Connect, given: list[str]) -> None:
    for ask in (connect().encode, connect().generate):
        with pytest.raises(InputError):
            ask(given)


TROUBLE: list[Callable[[int], str]] = [
    lambda number: ("", "down")[number % 2],
    lambda number: ("garbage", "")[number % 2],
    lambda number: ("nonsense", "", "page", "")[number % 4],
    lambda number: ("latin-1", "", "nested", "")[number % 4],
    lambda number: ("429", "503", "", "")[number % 4],
    lambda number: "429" if number < 6 else "",
    lambda number: "slow" if number == 1 else "",
]


@pytest.mark.parametrize("trouble", TROUBLE)
def test_half_of_the_answers_may_be_none(
    connect: Connect, server: Server, tiny: TransformerDecoder, trouble: Callable[[int], str]
) -> None:
    server.trouble = trouble
    endpoint = connect(dataclasses.replace(QUICK, timeout=3.0, attempts=20))
    np.testing.assert_allclose(endpoint.encode(TEXTS), tiny.encode(TEXTS), atol=1e-6)
    prompts = [pair.west for pair in PAIRS[:4]]
    assert endpoint.generate(prompts, most=12) == tiny.generate([f"{p} =" for p in prompts], most=12)


def test_what_was_answered_is_kept_and_only_the_rest_is_asked_again(connect: Connect, server: Server) -> None:
    server.trouble = lambda number: "" if number < 3 else "garbage"
    with pytest.raises(IsoglossError, match=r"3 attempts; at last: an answer that is none .* of 23 requests"):
        connect(dataclasses.replace(QUICK, attempts=3, texts=1)).encode(TEXTS)
    server.trouble = lambda _: ""
    asked = len(server.asked)
    assert connect(dataclasses.replace(QUICK, texts=1)).encode(TEXTS).any(axis=1).all()
    assert len(server.asked) - asked == len(TEXTS) - 3


def test_an_endpoint_that_is_down_stops_soon(connect: Connect, server: Server) -> None:
    server.trouble = lambda _: "down"
    with pytest.raises(IsoglossError, match="gave no answer in 3 attempts"):
        connect(dataclasses.replace(QUICK, attempts=3, texts=1)).encode(TEXTS)
    assert len(server.asked) <= 3 * QUICK.at_once + QUICK.at_once


def test_an_endpoint_that_goes_away_in_between_stops_soon(connect: Connect, server: Server) -> None:
    server.trouble = lambda number: "" if number < 5 else "down"
    with pytest.raises(IsoglossError, match="requests have no answer yet"):
        connect(dataclasses.replace(QUICK, attempts=3, texts=1, at_once=2)).encode(
            [f"{n}" for n in range(200)]
        )
    assert len(server.asked) < 40


def test_an_answer_that_trickles_for_ever_is_given_up(connect: Connect, server: Server) -> None:
    server.trouble = lambda number: "trickle" if number == 0 else ""
    began = time.monotonic()
    endpoint = connect(dataclasses.replace(QUICK, timeout=1.0, at_once=1))
    assert endpoint.encode(TEXTS[:1]).any()
    assert len(server.asked) == 2
    assert time.monotonic() - began < 30  # it would trickle for a minute


def test_an_unknown_model_is_refused_at_once(server: Server, tmp_path: Path) -> None:
    from isogloss.models.endpoints.endpoint import connected

    other = connected(f"other@{server.url}", QUICK, tmp_path)
    with pytest.raises(InputError, match="The model other does not exist"):
        other.generate(["muro"])
    assert len(server.asked) == 1
