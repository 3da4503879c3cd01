"""Linear layers by oneDNN: the same numbers, and never stale ones."""

from __future__ import annotations

from typing import Any

import pytest

torch: Any = pytest.importorskip("torch", reason="needs isogloss[hf]")

from isogloss.models.hf.encoder import TransformerEncoder  # noqa: E402  only where the extra is installed
from isogloss.models.hf.packed import WORTH, packed  # noqa: E402
from tests.tinymodels import parallel  # noqa: E402


class Odd(torch.nn.Module):  # type: ignore[misc]  # torch is Any here
    """With and without bias, on three axes that lie apart in memory; and weights of no layer."""

    def __init__(self) -> None:
        super().__init__()
        self.wide = torch.nn.Linear(8, 24)
        self.plain = torch.nn.Linear(24, 8, bias=False)

    def forward(self, given: Any) -> Any:  # noqa: ANN401  torch.Tensor
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


def test_many_texts_at_once_have_the_vectors_of_each_alone(encoder: TransformerEncoder) -> None:
    texts = [pair.west for pair in parallel(200, seed=8)]
    assert sum(len(encoding.ids) for encoding in encoder.network.read(texts)) > WORTH
    alone = [encoder.layers([text])[:, 0] for text in texts[:5]]
    together = encoder.layers(texts)
    for place, own in enumerate(alone):
        assert together[:, place] == pytest.approx(own, abs=1e-5)
