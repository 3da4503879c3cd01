"""Two texts in one network, against the same layers run one text at a time."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("torch")

import torch

from isogloss.errors import InputError
from isogloss.training.finetuning.fusion import Depths, check_kind, depths_of, fuse

SIZES = {"hidden_size": 16, "num_hidden_layers": 4, "num_attention_heads": 2, "intermediate_size": 32}
FIRST = [[2, 5, 6, 7, 3], [2, 8, 3]]
SECOND = [[2, 9, 3], [2, 10, 11, 12, 13, 14, 3]]


def network(kind: str, attention: str = "sdpa") -> Any:  # noqa: ANN401  transformers has no types
    import transformers

    if kind == "DistilBert":
        sizes = {"dim": 16, "n_layers": 4, "n_heads": 2, "hidden_dim": 32}
    else:
        sizes = {**SIZES, **({"embedding_size": 16} if kind == "Electra" else {})}
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=20,
        pad_token_id=0,
        num_labels=3,
        initializer_range=0.3,
        attn_implementation=attention,
        **sizes,
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return getattr(transformers, f"{kind}ForSequenceClassification")(config).eval()


def batch() -> dict[str, Any]:
    rows = [*FIRST, *SECOND]
    longest = max(map(len, rows))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    return {"input_ids": ids, "attention_mask": (ids != 0).long()}


def slowly(model: torch.nn.Module, pair: tuple[list[int], list[int]], depths: Depths) -> list[torch.Tensor]:
    """The states of a text and of its like, layer by layer, without padding and without masks."""
    body = model.base_model
    layers = body.transformer.layer if model.config.model_type == "distilbert" else body.encoder.layer
    states = [body.embeddings(torch.tensor([ids])) for ids in pair]
    for number, layer in enumerate(layers):
        if depths.local <= number < depths.local + depths.joint:
            both = layer(torch.cat(states, dim=1))
            states = list(both.split([len(ids) for ids in pair], dim=1))
        else:
            states = [layer(one) for one in states]
    return states


@pytest.mark.parametrize("kind", ["Bert", "XLMRoberta", "DistilBert", "Electra"])
@pytest.mark.parametrize("depths", [Depths(1, 2), Depths(0, 4), Depths(3, 1), Depths(2, 1)])
def test_middle_layers_read_both_texts_as_one(kind: str, depths: Depths) -> None:
    model = network(kind, "eager" if depths.local % 2 else "sdpa")
    with torch.no_grad():
        expected = [slowly(model, pair, depths) for pair in zip(FIRST, SECOND, strict=True)]
        apart = model.base_model(**batch()).last_hidden_state
        fuse(model, depths)
        states = model.base_model(**batch()).last_hidden_state
        assert model(**batch()).logits.shape == (4, 3)
    for row, (first, second) in enumerate(expected):
        assert torch.allclose(states[row, : len(FIRST[row])], first[0], atol=1e-5)
        assert torch.allclose(states[row + 2, : len(SECOND[row])], second[0], atol=1e-5)
    assert not torch.allclose(states[0, 0], apart[0, 0], atol=1e-4)


def test_a_text_does_not_read_those_of_other_rows() -> None:
    model = network("Bert")
    fuse(model, Depths(1, 2))
    inputs, other = batch(), batch()
    other["input_ids"][1, 1], other["input_ids"][3, 1] = 4, 4  # the second pair is another
    with torch.no_grad():
        one, changed = (model(**own).logits for own in (inputs, other))
    assert torch.allclose(one[[0, 2]], changed[[0, 2]], atol=1e-6)
    assert not torch.allclose(one[[1, 3]], changed[[1, 3]], atol=1e-4)


@pytest.mark.parametrize(
    ("depth", "local", "joint", "expected"),
    [
        (24, None, None, Depths(1, 10)),  # as the paper has XLM-R large
        (12, None, None, Depths(1, 5)),
        (6, None, None, Depths(1, 2)),
        (2, None, None, Depths(1, 1)),
        (1, None, None, Depths(0, 1)),
        (12, 2, 4, Depths(2, 4)),
    ],
)
def test_depths_are_those_of_the_paper_in_proportion(
    depth: int, local: int | None, joint: int | None, expected: Depths
) -> None:
    from transformers import BertConfig, BertForSequenceClassification

    config = BertConfig(vocab_size=20, **{**SIZES, "num_hidden_layers": depth})
    assert depths_of(BertForSequenceClassification(config), local, joint) == expected


def test_more_layers_than_there_are_and_other_networks_are_refused() -> None:
    with pytest.raises(InputError, match="has 4 layers, fewer than 2 local and 3 joint"):
        depths_of(network("Bert"), 2, 3)
    for kind in ("modernbert", "deberta-v2", "llama"):
        with pytest.raises(InputError, match=f"type {kind} cannot read two languages"):
            check_kind(kind)
