"""What a decoder writes after a prompt, by its likeliest token each time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from isogloss.models.hf.memory import in_batches
from isogloss.models.hf.network import Network
from isogloss.models.hf.prompts import prompt_ids
from isogloss.models.hf.quiet import quiet
from isogloss.models.stops import check_limits, until

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel


def plain_generation(model: PreTrainedModel, filler: int) -> None:
    """Make a model write its likeliest token: what its makers set beside (sampling, penalties) is dropped.

    So is the loss by which a mixture balances its experts in training, which fails while it writes.
    """
    from transformers import GenerationConfig

    for config in (model.config, model.config.get_text_config()):
        if getattr(config, "output_router_logits", False):
            config.output_router_logits = False
    kept = model.generation_config
    model.generation_config = GenerationConfig(
        bos_token_id=kept.bos_token_id, eos_token_id=kept.eos_token_id, pad_token_id=filler
    )


def written(network: Network, prompts: Sequence[str], most: int, stop: Sequence[str]) -> list[str]:
    """Return the text after each prompt, up to ``most`` tokens, an end of text or the first of ``stop``.

    Half the model's positions are the prompt's. Raises InputError for ``most`` below 1 and an empty stop.
    """
    check_limits(most, stop)
    most = min(most, max(1, network.positions // 2))
    sequences = prompt_ids(network, prompts, most=network.positions - most)
    texts = [""] * len(prompts)
    work = partial(_work, network, sequences, texts, most, tuple(stop))
    in_batches([len(sequence) + most for sequence in sequences], work, most=network.placed.batch)
    return texts


def _work(
    network: Network,
    sequences: Sequence[list[int]],
    texts: list[str],
    most: int,
    stop: tuple[str, ...],
    places: list[int],
) -> None:
    ids, mask = network.batch([sequences[place] for place in places], left=True)
    start = ids.shape[1]
    prompts = [sequences[place] for place in places]

    def new(rows: Tensor) -> list[str]:
        return [
            _after(network, prompt, row)
            for prompt, row in zip(prompts, rows[:, start:].tolist(), strict=True)
        ]

    def stopped(rows: Tensor, _scores: object, **_: object) -> Tensor:
        import torch

        done = [any(end in text for end in stop) for text in new(rows)]
        return torch.tensor(done, device=rows.device)

    with quiet():
        rows = network.model.generate(
            input_ids=ids,
            attention_mask=mask,
            max_new_tokens=most,
            do_sample=False,
            stopping_criteria=[stopped] if stop else None,
        )
    for place, text in zip(places, new(rows), strict=True):
        texts[place] = until(text, stop)


def _after(network: Network, prompt: list[int], row: list[int]) -> str:
    """Return the text of new tokens up to an end of text.

    It is what the whole text has more than the prompt: alone, the first token's blank would be lost where a
    vocabulary writes it as a part of the word.
    """
    end = next((place for place, number in enumerate(row) if number in network.ends), len(row))
    before = network.tokenizer.text(prompt)
    whole = network.tokenizer.text(prompt + row[:end])
    return whole[len(before) :] if whole.startswith(before) else network.tokenizer.text(row[:end])
