"""A tiny decoder that thinks in one language and writes another; it is trained to, in seconds.

It knows 27 words in three languages: west (Latin letters), east (Ethiopic) and south (Greek). It translates
east into south by way of west, and repeats south by way of east: the layer before the last is trained to
say the word there, the last to say it in south.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests import tinymodels

if TYPE_CHECKING:
    from torch import Tensor

SYLLABLES: Final = [consonant + vowel for consonant in "βγδκλμνπρτ" for vowel in "αιουε"]
TEMPLATES: Final = (
    'task\tshots\ttemplate\ntranslation\t0\t{source} > "{target}"\nrepetition\t1\t"{target}" = "{target}"\n'
)


@cache
def words() -> tuple[tuple[str, str, str], ...]:
    """Return (west, east, south) of each concept."""
    chance = random.Random(3)  # noqa: S311  the same words each time, no secret
    south: dict[str, None] = {}
    while len(south) < len(tinymodels.PAIRS):
        south["".join(chance.choices(SYLLABLES, k=2))] = None
    return tuple((west, east, word) for (west, east), word in zip(tinymodels.PAIRS, south, strict=True))


def write_lexicon(folder: Path) -> Path:
    """Write the lexicons from west (as English) into east (as Amharic) and south (as Greek)."""
    folder.mkdir()
    for code, side in (("amh", 1), ("ell", 2)):
        lines = [f"{word[0]}\t{word[side]}\n" for word in words()]
        (folder / f"eng_{code}.tsv").write_text("".join(lines), encoding="utf-8")
    return folder


def _tasks() -> list[tuple[str, str, str]]:
    """Return (prompt, what it thinks, what it writes)."""
    found = []
    for place, (west, east, south) in enumerate(words()):
        before = words()[(place + 1) % len(words())][2]
        found.append((f'{east} > "', west, south))
        found.append((f'"{before}" = "{before}"\n"{south}" = "', east, south))
    return found


@cache
def thinking_folder() -> Path:
    """Return the folder of the decoder, a Llama of three layers."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = tinymodels._byte_pairs()
    prompts, thoughts, answers = zip(*_tasks(), strict=True)

    def first(word: str) -> int:
        return int(tokenizer(f'"{word}', add_special_tokens=False)["input_ids"][1])

    with torch.random.fork_rng():
        torch.manual_seed(0)
        config = LlamaConfig(num_key_value_heads=2, **tinymodels._decoder_sizes(tokenizer, 3))
        network = LlamaForCausalLM(config)
        batch = tokenizer(list(prompts), padding=True, return_tensors="pt")
        last = batch["attention_mask"].sum(1) - 1
        rows = torch.arange(len(prompts))
        thought, answer = (torch.tensor([first(word) for word in said]) for said in (thoughts, answers))

        def loss() -> Tensor:
            found = network(**batch, output_hidden_states=True)
            inner = network.lm_head(network.model.norm(found.hidden_states[2][rows, last]))
            return torch.nn.functional.cross_entropy(
                found.logits[rows, last], answer
            ) + torch.nn.functional.cross_entropy(inner, thought)

        tinymodels._train(network, loss, steps=60, rate=6e-3)
    return tinymodels._saved(network, tokenizer, "thinking")
