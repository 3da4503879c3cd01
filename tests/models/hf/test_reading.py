"""Batches at once on several cores: the same vectors, in their places."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")

import torch

from isogloss.models.hf import packed
from isogloss.models.hf.decoder import MixtureDecoder
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.model import load
from isogloss.models.hf.network import watching
from isogloss.models.hf.placement import Placement
from isogloss.models.hf.pooling import summed
from isogloss.models.hf.reading import read_in_batches
from isogloss.models.hf.vectors import layer_vectors_by, layers_mixed
from tests.tinymodels import parallel

TEXTS = [pair.west for pair in parallel(90, seed=8)] + ["", "中", "muro"]


@contextmanager
def cores(number: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(number)
    try:
        yield
        assert torch.get_num_threads() == number
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize("kind", ["encoder", "decoder", "mixture"])
def test_texts_read_at_once_have_the_vectors_of_each_alone(kind: str, request: pytest.FixtureRequest) -> None:
    model = request.getfixturevalue(kind)
    small = replace(model, network=replace(model.network, placed=Placement(batch=16)))
    with cores(2):
        together, vectors = small.layers_by(TEXTS, ("mean", "last")), small.encode(TEXTS)
    with cores(1):
        for pooling, found in together.items():
            alone = np.concatenate([model.layers([text], pooling=pooling) for text in TEXTS[::9]], axis=1)
            np.testing.assert_allclose(found[:, ::9], alone, atol=2e-5)
        np.testing.assert_allclose(vectors[::9], model.encode(TEXTS[::9]), atol=1e-5)


def test_batches_do_not_depend_on_how_many_cores_read_them(encoder: TransformerEncoder) -> None:
    network, lengths = encoder.network, [3 + place * 7 % 90 for place in range(100)]
    seen: list[list[tuple[int, ...]]] = []
    for number in (1, 2):
        read: list[list[int]] = []
        with cores(number):
            read_in_batches(network, lengths, read.append)
        seen.append(sorted(map(tuple, read)))
    assert seen[0] == seen[1]
    assert len({len(places) for places in seen[0]}) > 2


def test_windows_of_one_sentence_read_at_once_are_all_counted(encoder: TransformerEncoder) -> None:
    long = " ".join(TEXTS[:40])
    small = replace(encoder, network=replace(encoder.network, placed=Placement(batch=2)))
    with cores(2):
        at_once = small.encode_words([long, "muro"])
    with cores(1):
        for found, plain in zip(at_once, small.encode_words([long, "muro"]), strict=True):
            np.testing.assert_allclose(found.vectors, plain.vectors, atol=1e-5)


def test_two_callers_at_once_do_not_see_each_others_states(encoder: TransformerEncoder) -> None:
    halves = TEXTS[:45], TEXTS[45:]
    with cores(1), ThreadPoolExecutor(2) as pool:
        plain = [encoder.layers(half) for half in halves]
        for _ in range(5):
            for found, expected in zip(pool.map(encoder.layers, halves), plain, strict=True):
                np.testing.assert_allclose(found, expected, atol=1e-5)


def test_another_reader_may_end_while_a_layer_is_taken(encoder: TransformerEncoder) -> None:
    body, seen = encoder.network.body, []
    ids, mask = encoder.network.batch([[2, 5, 3]])
    other = watching(body, lambda *_: None)

    def take(layer: int, _: object) -> None:
        seen.append(layer)
        if not layer:
            other.__exit__(None, None, None)

    with torch.inference_mode(), watching(body, take), ThreadPoolExecutor(1) as pool:
        pool.submit(other.__enter__).result()
        body(input_ids=ids, attention_mask=mask)
    assert seen == [0, 1, 2]


def test_a_fault_in_one_batch_ends_the_reading(encoder: TransformerEncoder) -> None:
    network = replace(encoder.network, placed=Placement(batch=2))

    def work(places: list[int]) -> None:
        if 5 in places:
            raise ValueError("no such place")

    with cores(2):
        with pytest.raises(ValueError, match="no such place"):
            read_in_batches(network, [3] * 20, work)
        read_in_batches(network, [], work)


def test_mixed_numbers_are_close_and_say_what_they_are(
    encoder: TransformerEncoder, encoder_folder: Path
) -> None:
    mixed = load(str(encoder_folder), Placement(dtype="mixed_bfloat16"))
    assert mixed.fingerprint != encoder.fingerprint
    assert "mixed_bfloat16" in mixed.facts["runs on"]
    with cores(1):
        exact, found, alone = encoder.encode(TEXTS), mixed.encode(TEXTS), mixed.encode(TEXTS[:1])
    assert found.dtype == np.float32
    assert (found != exact).any()
    read = exact.any(axis=1)
    assert ((exact * found).sum(axis=1)[read] > 0.9995).all()
    np.testing.assert_allclose(alone, found[:1], atol=2e-2)


def test_layers_are_measured_in_mixed_numbers_where_these_are_faster(
    encoder: TransformerEncoder, encoder_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = load(str(encoder_folder), Placement(layers_mixed=True))
    faster = bool(packed._packable(usual.network.body, mixed=True))
    assert usual.layers_dtype == ("mixed_bfloat16" if faster else "float32")
    assert usual.fingerprint == encoder.fingerprint
    assert ("mixed_bfloat16" in usual.facts["runs on"]) is faster
    np.testing.assert_array_equal(usual.encode(TEXTS), encoder.encode(TEXTS))
    layers, exact = usual.layers(TEXTS), encoder.layers(TEXTS)
    assert (layers != exact).any() == faster
    assert np.abs(layers - exact).max() < 0.02 * np.abs(exact).max()
    assert (layers.view(np.uint32) & 0xFFFF).any()  # what is pooled is not rounded once more
    monkeypatch.setattr(packed, "_usable", lambda **_: False)
    other = load(str(encoder_folder), Placement(layers_mixed=True))
    assert other.layers_dtype == "float32"
    np.testing.assert_allclose(other.layers(TEXTS), exact, atol=1e-5)


def test_a_mixture_is_measured_in_its_own_numbers_unless_others_are_asked_for(
    mixture: MixtureDecoder,
) -> None:
    unasked = replace(mixture.network, placed=Placement(layers_mixed=True))
    assert not layers_mixed(unasked)
    assert layers_mixed(replace(mixture.network, placed=Placement(dtype="mixed_bfloat16")))
    same = layer_vectors_by(unasked, TEXTS, ("mean",))["mean"]
    np.testing.assert_array_equal(same, mixture.layers(TEXTS))


def test_padding_that_a_network_adds_itself_is_left_out() -> None:
    states = torch.arange(24.0).reshape(1, 6, 4)
    weights = torch.tensor([[[0.5, 0.5, 0.0, 0.0]]])
    states[:, 4:] = torch.nan  # as Longformer adds, up to a multiple of its window
    assert torch.equal(summed(states, weights), summed(states[:, :4], weights))
