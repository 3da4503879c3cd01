"""A small M2M-100-like model, really trained here: it translates words one by one into two languages."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

ENGLISH = ("water", "fire", "moon", "tree", "house", "river", "bread", "stone", "wind", "salt")
SWAHILI = ("maji", "moto", "mwezi", "mti", "nyumba", "mto", "mkate", "jiwe", "upepo", "chumvi")
HINDI = ("पानी", "आग", "चाँद", "पेड़", "घर", "नदी", "रोटी", "पत्थर", "हवा", "नमक")
CODES = ("eng_Latn", "swh_Latn", "hin_Deva")
_LONGEST = 3


@pytest.fixture(scope="session")
def tiny_translator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the model: English words and a full stop into Swahili and Hindi, three words at most."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    tokenizers = pytest.importorskip("tokenizers")
    folder = tmp_path_factory.mktemp("tiny-m2m")
    special = ["<s>", "<pad>", "</s>", "<unk>", *CODES]
    vocabulary = {token: place for place, token in enumerate([*special, ".", *ENGLISH, *SWAHILI, *HINDI])}
    backend = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="<unk>"))  # noqa: S106  a token, no secret
    backend.pre_tokenizer = tokenizers.pre_tokenizers.Sequence(
        [tokenizers.pre_tokenizers.WhitespaceSplit(), tokenizers.pre_tokenizers.Split(".", "isolated")]
    )
    backend.post_processor = tokenizers.processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", 2)]
    )
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=backend,
        bos_token="<s>",  # noqa: S106  as above
        eos_token="</s>",  # noqa: S106  as above
        pad_token="<pad>",  # noqa: S106  as above
        unk_token="<unk>",  # noqa: S106  as above
        additional_special_tokens=list(CODES),
    )
    torch.manual_seed(0)
    model = transformers.M2M100ForConditionalGeneration(
        transformers.M2M100Config(
            vocab_size=len(vocabulary), d_model=48, encoder_layers=1, decoder_layers=1, encoder_ffn_dim=96,
            decoder_ffn_dim=96, encoder_attention_heads=4, decoder_attention_heads=4, dropout=0.0,
            attention_dropout=0.0, activation_dropout=0.0, encoder_layerdrop=0.0, decoder_layerdrop=0.0,
            max_position_embeddings=32, bos_token_id=0, pad_token_id=1, eos_token_id=2,
            decoder_start_token_id=2, scale_embedding=True,
        )
    )  # fmt: skip
    _train(model, vocabulary)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _train(model: PreTrainedModel, vocabulary: dict[str, int]) -> None:
    import torch

    draw = random.Random(0)  # noqa: S311  no secret
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(380):
        sources, targets = [], []
        for _ in range(48):
            places = [draw.randrange(len(ENGLISH)) for _ in range(draw.randint(1, _LONGEST))]
            code, words = draw.choice((("swh_Latn", SWAHILI), ("hin_Deva", HINDI)))
            stop = [vocabulary["."]] * (draw.random() < 0.5)
            sources.append([*(vocabulary[ENGLISH[place]] for place in places), *stop, 2])
            targets.append([vocabulary[code], *(vocabulary[words[place]] for place in places), *stop, 2])
        ids = _padded(sources, 1)
        labels = _padded(targets, -100)
        loss = model(input_ids=ids, attention_mask=(ids != 1).long(), labels=labels).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    # What is left is the language, which nothing in the source tells.
    assert loss.item() < 0.22, loss.item()


def _padded(rows: list[list[int]], filler: int) -> Tensor:
    import torch

    longest = max(map(len, rows))
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])
