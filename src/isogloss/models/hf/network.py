"""A loaded network with its tokenizer: token ids in, the states of its layers out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import get_ident
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from isogloss.models.hf.placement import Placement
from isogloss.models.hf.tokenizer import FastTokenizer

if TYPE_CHECKING:
    from tokenizers import Encoding
    from torch import Tensor
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerFast

LONGEST: Final = 8192  # tokens of a text that is to become vectors
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """What an encoder and a decoder share.

    model: the network of transformers, with its head if it is a decoder. body: the part that gives states.
    positions: tokens that it can read and write. limit: tokens of a text that is to become vectors. filler:
    the id of padding. start: what begins a text, if anything does. ends: the ids that end one. chat: puts the
    marks of a chat around what a user says, where the model has learned any.
    """

    model: Any
    body: Any
    tokenizer: FastTokenizer
    placed: Placement
    positions: int
    limit: int
    filler: int
    start: int | None = None
    ends: frozenset[int] = frozenset()
    chat: Callable[[str], str] | None = None

    def read(self, texts: Sequence[str]) -> list[Any]:
        """Return each text's ``tokenizers.Encoding``, with the tokens that the model adds.

        What is too long loses its end, and how many did is said.
        """
        encodings = self.tokenizer.encodings(texts, most=self.limit)
        cut = sum(bool(encoding.overflowing) for encoding in encodings)
        if cut:
            _log.warning(
                "Texts longer than %d tokens: %d of %d. Their ends are not read.",
                self.limit,
                cut,
                len(texts),
            )
        return encodings

    def fits(self, text: str, most: int) -> bool:
        """Return whether a text has at most so many tokens, those that the model adds included."""
        if len(text.encode(errors="replace")) + 2 <= most:  # no token stands for less than a byte
            return True
        return len(self.tokenizer.encodings([text])[0].ids) <= most

    def knows(self, encoding: Encoding) -> bool:
        """Return whether the vocabulary holds any token of a text; those that the model adds are none."""
        return any(
            not added and number != self.tokenizer.unknown
            for number, added in zip(encoding.ids, encoding.special_tokens_mask, strict=True)
        )

    def batch(self, sequences: Sequence[Sequence[int]], *, left: bool = False) -> tuple[Any, Any]:
        """Return ids and mask, int64[n, t] tensors on the device, padded at the right, or at the left."""
        import torch

        longest = max(map(len, sequences))
        ids = np.full((len(sequences), longest), self.filler, np.int64)
        mask = np.zeros((len(sequences), longest), np.int64)
        for row, sequence in enumerate(sequences):
            at = longest - len(sequence) if left else 0
            ids[row, at : at + len(sequence)] = sequence
            mask[row, at : at + len(sequence)] = 1
        device = self.model.device
        return torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)


def text_config(body: PreTrainedModel) -> PretrainedConfig:
    """Return the configuration of the part that reads text."""
    return body.config.get_text_config()


def positions_of(body: PreTrainedModel, tokenizer: PreTrainedTokenizerFast) -> int:
    """Return how many tokens a network takes: what its positions and its tokenizer allow."""
    positions = int(getattr(text_config(body), "max_position_embeddings", 0) or 0) or LONGEST
    for name, module in body.named_modules():
        if name.endswith("position_embeddings") and getattr(module, "padding_idx", None) is not None:
            positions -= module.padding_idx + 1  # RoBERTa counts its places from there
            break
    return max(1, int(min(positions, tokenizer.model_max_length)))


def blocks_of(body: PreTrainedModel) -> Any:  # noqa: ANN401  a torch.nn.ModuleList, or None
    """Return the blocks of a network in their order; None where they stand in no list of that length."""
    from torch.nn import ModuleList

    depth = getattr(text_config(body), "num_hidden_layers", None)
    for module in body.modules():
        if isinstance(module, ModuleList) and len(module) == depth:
            return module
    return None


@contextmanager
def watching(body: PreTrainedModel, take: Callable[[int, Tensor], None]) -> Iterator[None]:
    """Call ``take(layer, states)`` for each layer as soon as this thread computes it, while the block runs.

    Layer 0 is what enters the first block, the last what leaves the last block; states: [n, t, width].
    """
    blocks, own = blocks_of(body), get_ident()

    # torch passes nothing that is named to a hook that another thread has just taken away.
    def entering(_: object, positional: tuple[Any, ...], named: Mapping[str, Any] = _NOTHING) -> None:
        if get_ident() == own:
            take(0, positional[0] if positional else named["hidden_states"])

    def leaving(layer: int) -> Callable[[object, object, Any], None]:
        def left(_module: object, _inputs: object, output: Tensor | tuple[Any, ...]) -> None:
            if get_ident() == own:
                take(layer, output[0] if isinstance(output, tuple) else output)

        return left

    hooks = [blocks[0].register_forward_pre_hook(entering, with_kwargs=True)]
    hooks += [block.register_forward_hook(leaving(layer)) for layer, block in enumerate(blocks, start=1)]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
