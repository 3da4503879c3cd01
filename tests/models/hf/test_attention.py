"""Attention of short texts: what PyTorch's own gives, in fewer digits."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")

import torch

from isogloss.models.hf.attention import short_attention

PADDED = [[True] * 9, [True] * 6 + [False] * 3, [True] + [False] * 8]


def drawn(n: int = 3, t: int = 9) -> list[Any]:
    torch.manual_seed(0)
    return [torch.randn(n, t, 4, 8).transpose(1, 2) * 2 for _ in range(3)]


@pytest.mark.parametrize("mask", ["none", "seen", "seen by row", "added", "bias"])
@pytest.mark.parametrize("scale", [None, 0.2])
def test_it_is_the_attention_that_was_asked_for(mask: str, scale: float | None) -> None:
    seen = torch.tensor(PADDED)[:, None, None, :]
    masks = {
        "none": None,
        "seen": seen,
        "seen by row": seen.expand(3, 1, 9, 9),
        "added": torch.where(seen, 0.0, torch.finfo(torch.float32).min),
        "bias": torch.randn(1, 4, 9, 9),
    }
    named = {"attn_mask": masks[mask], "dropout_p": 0.0, "is_causal": False, "scale": scale}
    found = short_attention(drawn(), named)
    exact = torch.nn.functional.scaled_dot_product_attention(*drawn(), **named)
    assert found is not None
    assert found.dtype == torch.bfloat16
    assert torch.allclose(found.float(), exact, atol=0.06)
    assert (found.float() - exact).abs().mean() < 0.01


def test_a_text_that_sees_nothing_spoils_no_other() -> None:
    seen = torch.tensor([PADDED[0], [False] * 9, PADDED[1]])[:, None, None, :]
    found = short_attention(drawn(), {"attn_mask": seen})
    assert found is not None
    assert found.isfinite().all()


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (drawn(), {"is_causal": True}),
        (drawn(), {"dropout_p": 0.1}),
        (drawn(), {"some_day": 1}),
        (drawn()[:2], {"value": drawn()[2]}),
        (drawn(1, 513), {}),
        ([drawn()[0], *(one[:, :2] for one in drawn()[1:])], {"enable_gqa": True}),
        ([drawn()[0], *(one[:, :, :5] for one in drawn()[1:])], {}),
        ([one[0] for one in drawn()], {}),
    ],
)
def test_another_case_is_left_to_pytorch(asked: list[Any], named: dict[str, Any]) -> None:
    assert short_attention(asked, named) is None
