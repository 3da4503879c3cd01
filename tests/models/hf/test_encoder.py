"""An encoder by name: vectors of texts, of layers and of words, beside transformers itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

import torch
import transformers

from isogloss.errors import InputError
from isogloss.languages import words
from isogloss.models.contracts import Coverage, Encoder, LayeredEncoder, WordEncoder
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.model import load
from isogloss.models.hf.network import Network, blocks_of
from isogloss.models.hf.placement import Placement
from isogloss.models.registry import load_encoder, load_model
from tests.tinymodels import PAIRS, parallel

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d, Floats3d
    from isogloss.models.contracts import Pooling

TEXTS = (
    [pair.west for pair in parallel(9, seed=5)] + [pair.east for pair in parallel(4, seed=6)] + ["ba", "muro"]
)


def slow_layers(network: Network, texts: list[str], pooling: Pooling) -> Floats3d:
    """Return what ``layers`` shall: one text at a time, all states held, plain means."""
    found = []
    for text in texts:
        ids = torch.tensor([network.tokenizer.encodings([text])[0].ids])
        with torch.no_grad():
            states = network.body(input_ids=ids, output_hidden_states=True).hidden_states
        found.append([slow_pooled(state[0].numpy(), pooling) for state in states])
    return np.array(found, np.float32).transpose(1, 0, 2)


def slow_pooled(states: Floats2d, pooling: Pooling) -> Floats2d:
    if pooling == "last":
        last: Floats2d = states[-1]
        return last
    places = range(1, len(states) + 1)
    weights = [place if pooling == "weighted" else 1 for place in places]
    weighted = [weight * state for weight, state in zip(weights, states, strict=True)]
    mean: Floats2d = np.sum(weighted, axis=0) / sum(weights)
    return mean


def test_it_offers_what_an_encoder_can(encoder: TransformerEncoder) -> None:
    for contract in (Encoder, WordEncoder, LayeredEncoder, Coverage):
        assert isinstance(encoder, contract)
    assert not hasattr(encoder, "generate")
    assert encoder.languages == ()


def test_vectors_are_the_mean_of_the_last_states(encoder: TransformerEncoder) -> None:
    last = slow_layers(encoder.network, TEXTS, "mean")[-1]
    expected = last / np.linalg.norm(last, axis=1, keepdims=True)
    np.testing.assert_allclose(encoder.encode(TEXTS), expected, atol=1e-6)


@pytest.mark.parametrize("pooling", ["mean", "weighted", "last"])
@pytest.mark.parametrize("kind", ["encoder", "decoder", "mixture"])
def test_layers_are_the_hidden_states_pooled(
    kind: str, pooling: Pooling, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(kind)
    found = model.layers(TEXTS, pooling=pooling)
    assert found.shape[0] == 3
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, slow_layers(model.network, TEXTS, pooling), atol=2e-5)


def test_several_poolings_come_of_one_reading(encoder: TransformerEncoder) -> None:
    texts, read = [*TEXTS, ""], []
    hook = encoder.network.body.register_forward_pre_hook(lambda *_: read.append(1))
    try:
        found = encoder.layers_by(texts, ("weighted", "mean", "last"))
        once = len(read)
        apart = {pooling: encoder.layers(texts, pooling=pooling) for pooling in found}
    finally:
        hook.remove()
    assert list(found) == ["weighted", "mean", "last"]
    assert len(read) == 4 * once
    for pooling, own in apart.items():
        assert found[pooling].shape == own.shape
        assert found[pooling] == pytest.approx(own, abs=1e-5)


@pytest.mark.parametrize("batch", [1, 4, 64])
def test_a_vector_does_not_depend_on_its_neighbours(encoder_folder: Path, batch: int) -> None:
    model = load(str(encoder_folder), Placement(batch=batch))
    alone = np.concatenate([model.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(model.encode(TEXTS), alone, atol=1e-6)
    np.testing.assert_array_equal(model.encode(TEXTS), model.encode(TEXTS))


def test_translations_lie_together_once_it_has_learned_so(encoder: TransformerEncoder) -> None:
    pairs = parallel(40, seed=7)
    west, east = (encoder.encode([getattr(pair, side) for pair in pairs]) for side in ("west", "east"))
    nearest = (west @ east.T).argmax(axis=1)
    assert (nearest == np.arange(40)).mean() > 0.9


@pytest.mark.parametrize("blank", ["", "  ", "中文", "ހެލޯ", "👩‍👩‍👧"])
def test_a_text_of_which_nothing_is_known_has_zeros(encoder: TransformerEncoder, blank: str) -> None:
    vectors = encoder.encode([blank, "muro", blank])
    assert (vectors[[0, 2]] == 0).all()
    assert vectors[1].any()
    assert encoder.coverage([blank]).tolist() == [0]
    assert encoder.encode([]).shape == (0, vectors.shape[1])
    assert encoder.encode([blank]).shape == (1, vectors.shape[1])
    assert encoder.layers([blank]).shape == (3, 1, vectors.shape[1])


def test_coverage_is_the_share_of_known_tokens(encoder: TransformerEncoder) -> None:
    assert len(encoder.tokenizer.tokenize(["muro"])[0]) == 3
    assert encoder.coverage(["muro 中", "muro", "ሄም"]).tolist() == [0.75, 1, 1]


def test_a_lone_surrogate_stops_nothing(encoder: TransformerEncoder) -> None:
    assert np.isfinite(encoder.encode(["muro \ud800", "\udfff"])).all()
    assert encoder.encode_words(["\ud800 muro"])[0].vectors.any()


def test_a_text_too_long_loses_its_end_and_that_is_said(
    encoder: TransformerEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    long = "muro " * 100
    np.testing.assert_allclose(encoder.encode([long, "galu"])[0], encoder.encode([long + "galu"])[0])
    assert "Texts longer than 64 tokens: 1 of 2." in caplog.text


def test_words_are_the_mean_of_their_tokens(encoder: TransformerEncoder) -> None:
    sentence = parallel(1, seed=8)[0].east
    found = encoder.encode_words([sentence])[0]
    encoding = encoder.network.tokenizer.encodings([sentence])[0]
    with torch.no_grad():
        states = (
            encoder.network.body(input_ids=torch.tensor([encoding.ids]), output_hidden_states=True)
            .hidden_states[1][0]
            .numpy()
        )
    assert found.spans == words(sentence)
    for span, vector in zip(found.spans, found.vectors, strict=True):
        own = [
            place
            for place, (start, end) in enumerate(encoding.offsets)
            if span.start <= start < end <= span.end
        ]
        mean = states[own].mean(axis=0)
        np.testing.assert_allclose(vector, mean / np.linalg.norm(mean), atol=1e-6)


def test_given_words_are_all_kept(encoder: TransformerEncoder) -> None:
    given = ["muro galu", "", "中", "ሄም"]
    found = encoder.encode_words([given, []])
    assert [span.text for span in found[0].spans] == given
    assert [bool(vector.any()) for vector in found[0].vectors] == [True, False, False, True]
    assert found[1].vectors.shape == (0, found[0].vectors.shape[1])


def test_every_word_of_a_long_sentence_has_a_vector(encoder: TransformerEncoder) -> None:
    given = [PAIRS[number % 27][0] for number in range(300)]
    vectors = encoder.encode_words([given])[0].vectors
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("given", ["one text", b"bytes", [b"bytes"], [None], 3])
def test_what_is_no_list_of_texts_is_refused(encoder: TransformerEncoder, given: list[str]) -> None:
    for ask in (encoder.encode, encoder.layers, encoder.coverage, encoder.encode_words):
        with pytest.raises(InputError):
            ask(given)


def test_another_pooling_is_refused(encoder: TransformerEncoder) -> None:
    with pytest.raises(InputError, match="no pooling 'max'"):
        encoder.layers(["muro"], pooling=cast("Pooling", "max"))


def test_layers_that_share_one_block_are_found_too(tmp_path: Path, encoder_folder: Path) -> None:
    config = transformers.AlbertConfig(
        vocab_size=200, embedding_size=8, hidden_size=16, num_hidden_layers=3, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64,
    )  # fmt: skip
    transformers.AlbertModel(config).save_pretrained(tmp_path)
    transformers.AutoTokenizer.from_pretrained(encoder_folder).save_pretrained(tmp_path)
    model = load(str(tmp_path), Placement())
    assert blocks_of(model.network.body) is None
    found = model.layers(TEXTS)
    np.testing.assert_allclose(found, slow_layers(model.network, TEXTS, "mean"), atol=1e-5)
    assert model.encode_words(["muro galu"])[0].vectors.shape == (2, 16)


def test_the_same_name_gives_the_same_model(encoder_folder: Path) -> None:
    name = f"hf:{encoder_folder}"
    assert load_encoder(name) is load_encoder(name)
    assert load_model(name).name == name
