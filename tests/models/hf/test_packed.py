"""Linear layers by oneDNN: the same numbers, and never stale ones."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")

import torch

from isogloss.models.hf import packed as packing
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.packed import WORTH, packed
from tests.tinymodels import parallel


class Odd(torch.nn.Module):  # type: ignore[misc]  # torch is Any here
    """With and without bias, on three axes that lie apart in memory; and weights of no layer."""

    def __init__(self) -> None:
        super().__init__()
        self.wide = torch.nn.Linear(8, 24)
        self.plain = torch.nn.Linear(24, 8, bias=False)

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        turned = self.wide(given.transpose(0, 1))
        return self.plain(torch.nn.functional.gelu(turned)) + torch.nn.functional.linear(
            given.transpose(0, 1), weight=self.plain.weight @ self.wide.weight
        )


def test_the_numbers_are_the_same() -> None:
    torch.manual_seed(0)
    network, given = Odd().eval(), torch.randn(5, 3, 8)
    with torch.inference_mode():
        plain = network(given)
        with packed(network, WORTH):
            assert torch.allclose(network(given), plain, atol=1e-5)
        assert torch.equal(network(given), plain)


def test_a_single_row_and_no_rows_at_all_pass() -> None:
    torch.manual_seed(0)
    layer = torch.nn.Linear(8, 24)
    with torch.inference_mode():
        row = torch.randn(8)
        plain = layer(row)
        with packed(layer, WORTH):
            assert torch.allclose(layer(row), plain, atol=1e-5)
            assert layer(torch.zeros(0, 8)).shape == (0, 24)
            assert layer(torch.zeros(2, 0, 8)).shape == (2, 0, 24)


def test_weights_trained_between_two_blocks_are_those_used() -> None:
    torch.manual_seed(0)
    network, given = Odd().eval(), torch.randn(5, 3, 8)
    with torch.inference_mode(), packed(network, WORTH):
        network(given)
    network.wide.weight.data.mul_(3)
    with torch.inference_mode():
        plain = network(given)
        with packed(network, WORTH):
            assert torch.allclose(network(given), plain, atol=1e-4)


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("change", ["negated", "quadrupled", "turned round", "two columns negated"])
def test_no_change_of_weights_hides_itself(change: str, mixed: bool) -> None:
    torch.manual_seed(0)
    layer, given = torch.nn.Linear(1024, 8), torch.randn(5, 1024)
    with torch.inference_mode(), packed(layer, WORTH, mixed=mixed):
        layer(given)
    weights = layer.weight.data
    if change == "turned round":
        weights.copy_(weights.flip(1))
    elif change == "quadrupled":
        weights.mul_(4)
    else:
        weights[:, : 2 if "two" in change else None].neg_()
    with torch.inference_mode():
        plain = layer(given)
        with packed(layer, WORTH, mixed=mixed):
            assert torch.allclose(layer(given).float(), plain, atol=0.02 if mixed else 1e-5)


class Remade(torch.nn.Module):  # type: ignore[misc]  # torch is Any here
    """Layers whose weights are computed anew at each reading, as where norm and direction stand apart."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = torch.nn.ModuleList([torch.nn.Linear(8, 8) for _ in range(6)])
        self.true = [layer.weight.detach().clone() for layer in self.layers]
        for layer in self.layers:
            del layer._parameters["weight"]
            layer.weight = torch.zeros(8, 8)

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        for layer, true in zip(self.layers, self.true, strict=True):
            layer.weight = true * 1
            given = layer(given)
        return given


def test_weights_that_are_new_at_each_reading_are_never_taken_for_older_ones() -> None:
    torch.manual_seed(0)
    network, given = Remade().eval(), torch.randn(5, 8)
    with torch.inference_mode():
        plain = network(given)
        for _ in range(3):
            with packed(network, WORTH):
                assert torch.allclose(network(given), plain, atol=1e-5)


@pytest.mark.parametrize("activation", ["gelu", "gelu-tanh", "silu", "relu", "tanh"])
@pytest.mark.parametrize("bias", [True, False])
def test_an_activation_comes_with_its_layer(activation: str, bias: bool) -> None:
    torch.manual_seed(0)
    kinds = {"silu": torch.nn.SiLU(), "relu": torch.nn.ReLU(), "tanh": torch.nn.Tanh()}
    follows = kinds.get(activation) or torch.nn.GELU(approximate="tanh" if "-" in activation else "none")
    network = torch.nn.Sequential(torch.nn.Linear(8, 24, bias=bias), follows, torch.nn.Linear(24, 8))
    given = torch.randn(5, 3, 8) * 4
    with torch.inference_mode():
        plain = network(given)
        with packed(network, WORTH):
            for _ in range(3):  # what follows is learned the first time
                assert torch.allclose(network(given), plain, atol=1e-5)


class Fickle(torch.nn.Module):  # type: ignore[misc]  # torch is Any here
    """A layer whose result goes through an activation, or does not, as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.Linear(8, 24)

    def forward(self, given: torch.Tensor, use: str) -> torch.Tensor:
        found = self.layer(given)
        if use == "gelu":
            return torch.nn.functional.gelu(found)
        if use == "both":
            return torch.nn.functional.gelu(found) + found
        if use == "after":
            return found, torch.nn.functional.gelu(found)
        return torch.nn.functional.silu(found) if use == "silu" else found


@pytest.mark.parametrize("use", ["both", "silu", "bare"])
def test_a_result_that_goes_elsewhere_this_time_is_the_layers_own(use: str) -> None:
    torch.manual_seed(0)
    network, given = Fickle().eval(), torch.randn(5, 3, 8)
    with torch.inference_mode():
        plain = {way: network(given, way) for way in ("gelu", use)}
        for _ in range(2):
            with packed(network, WORTH):
                for way in ("gelu", "gelu", use, "gelu"):
                    found = network(given, way)
                    assert torch.allclose(found, plain[way], atol=1e-5)
            with packed(network, WORTH):
                network(given, "gelu")
                left = network(given, use)
            assert torch.allclose(left, plain[use], atol=1e-5)


def test_a_result_held_beyond_the_block_is_the_layers_own() -> None:
    torch.manual_seed(0)
    network, given = Fickle().eval(), torch.randn(5, 3, 8)
    with torch.inference_mode():
        plain = network(given, "after")
        with packed(network, WORTH):
            network(given, "gelu")
            found = network(given, "after")
        for own, expected in zip(found, plain, strict=True):
            assert torch.allclose(own, expected, atol=1e-5)


def test_an_activation_that_overwrites_its_input_is_seen_by_whoever_holds_it() -> None:
    torch.manual_seed(0)
    layer, given = torch.nn.Linear(8, 24), torch.randn(5, 3, 8)

    def held() -> torch.Tensor:
        found = layer(given)
        torch.nn.functional.silu(found, inplace=True)
        return found + 1

    with torch.inference_mode():
        plain = held()
        with packed(layer, WORTH):
            for _ in range(3):
                assert torch.allclose(held(), plain, atol=1e-5)


TINY: Any = {
    "vocab_size": 60,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 48,
    "max_position_embeddings": 40,
    "initializer_range": 0.15,
}


def tiny(kind: str) -> torch.nn.Module:
    transformers = pytest.importorskip("transformers", reason="needs isogloss[hf]")
    if kind == "GPT2":
        config = transformers.GPT2Config(
            vocab_size=60, n_embd=32, n_layer=2, n_head=2, n_positions=40, bos_token_id=1, eos_token_id=2
        )
    else:
        config = getattr(transformers, f"{kind}Config")(**TINY)
    torch.manual_seed(0)
    return transformers.AutoModel.from_config(config).eval().requires_grad_(False)


@pytest.mark.parametrize("kind", ["Bert", "Roberta", "Albert", "Llama", "GPT2"])
def test_every_architecture_has_its_own_hidden_states(kind: str) -> None:
    network = tiny(kind)
    ids = torch.randint(5, 55, (4, 9))
    mask = torch.ones_like(ids)
    mask[1, 6:] = 0

    def states() -> torch.Tensor:
        found = network(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        return torch.stack(found)[:, mask.bool()]

    with torch.inference_mode():
        plain = states()
        for mixed, most in ((False, 1e-5), (True, 0.05)):
            for _ in range(2):
                with packed(network, WORTH, mixed=mixed):
                    assert torch.allclose(states(), plain, atol=most, rtol=most)
            if mixed:  # rounded indeed
                with packed(network, 1, mixed=True):
                    assert not torch.allclose(states(), plain, atol=1e-5)
        assert torch.equal(states(), plain)


class Strict(torch.nn.Module):  # type: ignore[misc]  # torch is Any here
    """Two layers, between which two types of numbers would meet."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.layer = torch.nn.Embedding(60, 8), torch.nn.Linear(8, 8)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.embedding(input_ids) * attention_mask.unsqueeze(-1)
        return states.index_add(0, torch.tensor([0]), self.layer(states))


@pytest.mark.skipif(not packing._usable(mixed=True), reason="the processor has no products of bfloat16")
def test_states_stay_in_float32_whatever_layers_give() -> None:
    network = torch.nn.Sequential(torch.nn.Linear(8, 24), torch.nn.LayerNorm(24)).eval()
    with torch.inference_mode(), packed(network, 1, mixed=True):
        assert network[0](torch.randn(5, 3, 8)).dtype == torch.bfloat16
        assert network(torch.randn(5, 3, 8)).dtype == torch.float32


@pytest.mark.skipif(not packing._usable(mixed=True), reason="the processor has no products of bfloat16")
def test_a_network_that_cannot_be_read_in_mixed_numbers_is_found_out() -> None:
    assert packing.mixes(tiny("Bert"), 5)
    assert not packing.mixes(Strict().eval(), 5)


@pytest.mark.skipif(not packing._usable(mixed=True), reason="the processor has no products of bfloat16")
def test_what_is_overwritten_between_two_layers_is_rounded_anew() -> None:
    torch.manual_seed(0)
    first, second, given = torch.nn.Linear(8, 24), torch.nn.Linear(8, 24), torch.randn(5, 3, 8)

    def both(rows: torch.Tensor) -> torch.Tensor:
        seen = rows.view(15, 8)
        found = first(rows)
        seen.mul_(3)
        return found, second(rows)

    with torch.inference_mode():
        plain = both(given.clone())
        with packed(torch.nn.ModuleList([first, second]), 1, mixed=True):
            for own, expected in zip(both(given.clone()), plain, strict=True):
                assert torch.allclose(own.float(), expected, atol=0.1)


def test_what_was_packed_is_kept_for_one_network_and_freed_with_it() -> None:
    first, second = Odd().eval(), Odd().eval()
    given = torch.randn(5, 3, 8)
    with torch.inference_mode():
        with packed(first, WORTH):
            first(given)
        before = {name: pack for name, (_, pack) in packing._kept[first].packs.items()}
        with packed(first, WORTH):
            first(given)
        assert all(packing._kept[first].packs[name][1] is pack for name, pack in before.items())
        with packed(second, WORTH):
            second(given)
    assert first not in packing._kept
    assert len(packing._kept) == 1
    del second
    assert len(packing._kept) == 0


@pytest.mark.parametrize("mixed", [False, True])
def test_where_the_operations_are_missing_all_goes_its_usual_way(
    mixed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(0)
    network, given = Odd().eval(), torch.randn(5, 3, 8)
    monkeypatch.setattr(packing, "_MOST", 0)
    with torch.inference_mode():
        plain = network(given)
        with packed(network, WORTH, mixed=mixed):
            found = network(given)
    assert torch.equal(found, plain) is not mixed
    assert torch.allclose(found.float(), plain, atol=0.05)


def test_many_texts_at_once_have_the_vectors_of_each_alone(encoder: TransformerEncoder) -> None:
    texts = [pair.west for pair in parallel(200, seed=8)]
    assert sum(len(encoding.ids) for encoding in encoder.network.read(texts)) > WORTH
    alone = [encoder.layers([text])[:, 0] for text in texts[:5]]
    together = encoder.layers(texts)
    for place, own in enumerate(alone):
        assert together[:, place] == pytest.approx(own, abs=1e-5)
