"""Which experts a mixture uses, and making it use others."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

import torch
import transformers

from isogloss.errors import InputError
from isogloss.models.hf.decoder import MixtureDecoder
from isogloss.models.hf.routing import experts_of, routers_of
from tests.tinymodels import parallel

TEXTS = (
    [pair.west for pair in parallel(5, seed=3)]
    + [pair.east for pair in parallel(3, seed=4)]
    + ["", "ሄም", "中"]
)


def test_routes_are_the_mean_of_the_routers_probabilities(mixture: MixtureDecoder) -> None:
    routes = mixture.routes(TEXTS)
    assert routes.shape == (2, len(TEXTS), 4)
    np.testing.assert_allclose(routes.sum(axis=-1), 1, atol=1e-5)
    for row, text in enumerate(TEXTS):
        ids = mixture.network.tokenizer.encodings([text])[0].ids
        with torch.no_grad():
            logits = mixture.network.model(torch.tensor([ids]), output_router_logits=True).router_logits
        for layer in (0, 1):
            # The start of the text counts only where there is nothing else.
            own = logits[layer].softmax(-1)[1 if len(ids) > 1 else 0 :]
            np.testing.assert_allclose(routes[layer, row], own.mean(0).numpy(), atol=1e-5)


def test_promoted_experts_are_used_more_and_only_while_promoted(mixture: MixtureDecoder) -> None:
    before = mixture.routes(TEXTS)
    with mixture.promoting({0: [2], 1: [0, 3]}, strength=3.0):
        during = mixture.routes(TEXTS)
    assert (during[0, :, 2] > before[0, :, 2]).all()
    assert (during[1][:, [0, 3]].sum(axis=1) > before[1][:, [0, 3]].sum(axis=1)).all()
    np.testing.assert_array_equal(mixture.routes(TEXTS), before)


def test_promoting_raises_chosen_logits_by_the_strength_and_no_others(mixture: MixtureDecoder) -> None:
    router = routers_of(mixture.network.body)[0]
    states = torch.randn(7, 64, generator=torch.Generator().manual_seed(0))
    before = router(states)[0]
    with mixture.promoting({0: [1, 2]}, strength=2.5):
        after = router(states)[0]
    expected = np.tile([0, 2.5, 2.5, 0], (7, 1))
    np.testing.assert_allclose((after - before).numpy(), expected, atol=1e-4)


def test_it_writes_with_other_experts(mixture: MixtureDecoder) -> None:
    prompt = f"{parallel(1, seed=9)[0].west} ="
    plain = mixture.loglikelihood([prompt], [[" ሄም"]])[0][0].logprob
    with mixture.promoting({0: [0], 1: [0]}, strength=20.0):
        assert mixture.loglikelihood([prompt], [[" ሄም"]])[0][0].logprob != plain


@pytest.mark.parametrize("experts", [{2: [0]}, {0: [4]}, {-1: [0]}, {0: [-1]}])
def test_there_are_no_other_experts(mixture: MixtureDecoder, experts: dict[int, list[int]]) -> None:
    with pytest.raises(InputError, match="2 layers of 4 experts"), mixture.promoting(experts, strength=1.0):
        pass


@pytest.mark.parametrize("kind", ["Qwen2Moe", "Olmoe", "Qwen3Moe"])
def test_routers_of_other_mixtures_are_found(kind: str) -> None:
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=40, hidden_size=16, intermediate_size=16, moe_intermediate_size=8, num_hidden_layers=3,
        num_attention_heads=2, num_key_value_heads=2, num_experts=4, num_experts_per_tok=2,
        shared_expert_intermediate_size=8, decoder_sparse_step=1, head_dim=8, pad_token_id=0,
    )  # fmt: skip
    network = getattr(transformers, f"{kind}ForCausalLM")(config)
    assert experts_of(network.config) == 4
    assert len(routers_of(network.base_model)) == 3
