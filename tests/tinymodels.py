"""Tiny transformers that really learn two toy languages; built once a test run, in seconds, always the same.

West is written in Latin, East in Ethiopic letters. They share no word, and their sentences the order: noun,
verb, noun, adverb. A sentence is about one of three topics, which its nouns tell; ``PAIRS`` is a perfect
lexicon. ``encoder_folder()``, ``decoder_folder()`` and ``mixture_folder()`` return folders for ``hf:FOLDER``.
"""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerFast

WEST_SYLLABLES: Final = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]
EAST_SYLLABLES: Final = [
    chr(0x1200 + 8 * row + order) for row in (0, 2, 3, 4, 6, 8, 12, 14) for order in range(6)
]
TOPICS: Final = ("food", "travel", "health")


@dataclass(frozen=True, slots=True)
class Parallel:
    """A sentence in both languages, and its topic."""

    west: str
    east: str
    topic: str


def _words(syllables: Sequence[str], seed: int, count: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311  the same words each time, no secret
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(syllables, k=chance.choice((2, 3))))] = None
    return list(found)


# Six nouns a topic, six verbs, three adverbs.
PAIRS: Final = list(zip(_words(WEST_SYLLABLES, 1, 27), _words(EAST_SYLLABLES, 2, 27), strict=True))
NOUNS: Final = {topic: PAIRS[6 * at : 6 * at + 6] for at, topic in enumerate(TOPICS)}
VERBS: Final = PAIRS[18:24]
ADVERBS: Final = PAIRS[24:]


def parallel(count: int, seed: int = 0) -> list[Parallel]:
    """Return sentences in both languages, topics in turn; there are 1,944 different ones."""
    chance = random.Random(seed)  # noqa: S311  the same sentences each time, no secret
    found = []
    for number in range(count):
        topic = TOPICS[number % len(TOPICS)]
        first, second = chance.sample(NOUNS[topic], 2)
        words = [first, chance.choice(VERBS), second, chance.choice(ADVERBS)]
        west, east = (" ".join(word[side] for word in words) for side in (0, 1))
        found.append(Parallel(west, east, topic))
    return found


def _corpus() -> list[str]:
    return [text for pair in parallel(400) for text in (pair.west, pair.east)]


@cache
def encoder_folder(*, aligned: bool = True) -> Path:
    """Return a BERT of two layers with masked-word head and word pieces.

    aligned: trained so that translations lie together; else the two languages know nothing of each other.
    """
    import torch
    from transformers import BertConfig, BertForMaskedLM

    tokenizer = _word_pieces()
    with torch.random.fork_rng():
        torch.manual_seed(0)
        config = BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=64,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        network = BertForMaskedLM(config)
        pairs = parallel(1200, seed=1)
        chance = random.Random(0)  # noqa: S311  the same order each time

        def loss() -> Tensor:
            batch = chance.sample(pairs, 32)
            west, east = ([getattr(pair, side) for pair in batch] for side in ("west", "east"))
            total = _masked_loss(network, tokenizer, west + east)
            return total + _contrast(network, tokenizer, west, east) if aligned else total

        _train(network, loss, steps=90, rate=7e-3)
    return _saved(network, tokenizer, "encoder" if aligned else "unaligned")


@cache
def decoder_folder(*, layers: int = 2) -> Path:
    """Return a Llama that writes sentences of both languages, and ``west = east`` and ``east = west``."""
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = _byte_pairs()
    config = LlamaConfig(num_key_value_heads=2, **_decoder_sizes(tokenizer, layers))
    return _trained_decoder(LlamaForCausalLM, config, tokenizer, "decoder")


@cache
def mixture_folder(*, layers: int = 2) -> Path:
    """Return a Mixtral of four experts, two of which see each token; it writes as the decoder does."""
    from transformers import MixtralConfig, MixtralForCausalLM

    tokenizer = _byte_pairs()
    config = MixtralConfig(
        num_key_value_heads=2,
        num_local_experts=4,
        num_experts_per_tok=2,
        router_aux_loss_coef=0.01,
        output_router_logits=True,
        sliding_window=None,
        **_decoder_sizes(tokenizer, layers),
    )
    return _trained_decoder(MixtralForCausalLM, config, tokenizer, "mixture")


@cache
def asked_folder() -> Path:
    """Return a Llama that writes ``west = east``, ``east = west`` and ``west ? topic``, not ``east ? …``."""
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = _byte_pairs()
    config = LlamaConfig(num_key_value_heads=2, **_decoder_sizes(tokenizer, 2))
    return _trained_decoder(LlamaForCausalLM, config, tokenizer, "asked", topics=True)


@cache
def seq2seq_folder() -> Path:
    """Return a T5 of whole words that translates West to East."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = _whole_words()
    with torch.random.fork_rng():
        torch.manual_seed(0)
        config = T5Config(
            vocab_size=len(tokenizer),
            d_model=48,
            d_kv=16,
            d_ff=96,
            num_layers=2,
            num_heads=3,
            dropout_rate=0.0,
            decoder_start_token_id=tokenizer.pad_token_id,
            pad_token_id=tokenizer.pad_token_id,
            eos_token_id=tokenizer.eos_token_id,
        )
        network = T5ForConditionalGeneration(config)
        pairs = parallel(1200, seed=1)
        chance = random.Random(0)  # noqa: S311  the same order each time

        def loss() -> Tensor:
            batch = chance.sample(pairs, 24)
            read = tokenizer([pair.west for pair in batch], padding=True, return_tensors="pt")
            written = tokenizer([pair.east for pair in batch], padding=True, return_tensors="pt")
            labels = written["input_ids"].masked_fill(written["attention_mask"] == 0, -100)
            return network(
                input_ids=read["input_ids"], attention_mask=read["attention_mask"], labels=labels
            ).loss

        _train(network, loss, steps=250, rate=1e-2)
    return _saved(network, tokenizer, "seq2seq")


def _whole_words() -> PreTrainedTokenizerFast:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    names = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    words = [*names.values(), *sorted({f"▁{word}" for text in _corpus() for word in text.split()})]
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))  # noqa: S106  a token of text
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names)


def _decoder_sizes(tokenizer: PreTrainedTokenizerFast, layers: int) -> dict[str, Any]:
    return {
        "vocab_size": len(tokenizer),
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": layers,
        "num_attention_heads": 4,
        "max_position_embeddings": 128,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }


def _trained_decoder(
    kind: type[PreTrainedModel],
    config: PretrainedConfig,
    tokenizer: PreTrainedTokenizerFast,
    name: str,
    *,
    topics: bool = False,
) -> Path:
    import torch

    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = kind(config)
        pairs = parallel(1200, seed=1)
        chance = random.Random(0)  # noqa: S311  the same order each time

        def loss() -> Tensor:
            lines = []
            for pair in chance.sample(pairs, 12):
                lines += [f"{pair.west} = {pair.east}", f"{pair.east} = {pair.west}"]
                lines += [f"{pair.west} ? {pair.topic}"] if topics else []
            batch = tokenizer(
                [line + tokenizer.eos_token for line in lines], padding=True, return_tensors="pt"
            )
            labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
            return network(**batch, labels=labels).loss

        _train(network, loss, steps=320, rate=6e-3)
    return _saved(network, tokenizer, name)


def _train(network: PreTrainedModel, loss: Callable[[], Tensor], *, steps: int, rate: float) -> None:
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the bits of a sum depend on their number
    network.train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.0)
    falling = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.1, steps)
    for _ in range(steps):
        optimiser.zero_grad()
        loss().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        falling.step()
    network.eval()
    torch.set_num_threads(threads)


def _masked_loss(network: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, texts: list[str]) -> Tensor:
    import torch

    batch = tokenizer(texts, padding=True, return_tensors="pt")
    real = (batch["attention_mask"] == 1) & (batch["input_ids"] > tokenizer.mask_token_id)
    hidden = real & (torch.rand(real.shape) < 0.2)
    labels = batch["input_ids"].masked_fill(~hidden, -100)
    ids = batch["input_ids"].masked_fill(hidden, tokenizer.mask_token_id)
    return network(input_ids=ids, attention_mask=batch["attention_mask"], labels=labels).loss


def _contrast(
    network: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, west: list[str], east: list[str]
) -> Tensor:
    """Return how badly each sentence finds its translation among those of the batch, by cosine.

    By the mean of its states, which make its vector, and by the first of them, from which classifiers read.
    """
    import torch

    means, firsts = [], []
    for texts in (west, east):
        batch = tokenizer(texts, padding=True, return_tensors="pt")
        states = network.bert(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1)
        means.append(torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1))
        firsts.append(torch.nn.functional.normalize(states[:, 0], dim=1))
    own = torch.arange(len(west))
    return sum(
        torch.nn.functional.cross_entropy(10 * of_west @ of_east.T, own)
        for of_west, of_east in (means, firsts)
    )


def _word_pieces() -> PreTrainedTokenizerFast:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    pieces = [*names.values(), *_pieces(170)]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106  a token of text
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names)


def _pieces(count: int) -> list[str]:
    """Return the characters of the corpus and what merging their commonest neighbours gives.

    The library's own trainer of word pieces breaks ties by a random order of its table: another vocabulary,
    and so other weights, each time.
    """
    counts = Counter(word for text in _corpus() for word in text.split())
    words = {word: [word[0], *(f"##{letter}" for letter in word[1:])] for word in sorted(counts)}
    found = dict.fromkeys(sorted({piece for own in words.values() for piece in own}))
    while len(found) < count:
        pairs: Counter[tuple[str, str]] = Counter()
        for word, own in words.items():
            for pair in pairwise(own):
                pairs[pair] += counts[word]
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        found[best[0] + best[1].removeprefix("##")] = None
        words = {word: _merged(own, best) for word, own in words.items()}
    return list(found)


def _merged(pieces: list[str], pair: tuple[str, str]) -> list[str]:
    merged: list[str] = []
    for piece in pieces:
        if merged and (merged[-1], piece) == pair:
            merged[-1] += piece.removeprefix("##")
        else:
            merged.append(piece)
    return merged


def _byte_pairs() -> PreTrainedTokenizerFast:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    names = {"pad_token": "<pad>", "bos_token": "<s>", "eos_token": "</s>"}
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=480,
        special_tokens=list(names.values()),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([*_corpus(), *(" = " + text for text in _corpus())], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, padding_side="right", model_max_length=128, **names
    )


def _saved(network: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, name: str) -> Path:
    from isogloss.models.hf.quiet import quiet

    above = Path(tempfile.mkdtemp(prefix="isogloss-tiny-"))
    atexit.register(shutil.rmtree, above, ignore_errors=True)
    folder = above / name
    with quiet():
        network.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return folder
