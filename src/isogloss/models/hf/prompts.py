"""Prompts as a decoder reads them: token ids that end where the text ends."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from isogloss.errors import InputError
from isogloss.models.hf.network import Network
from isogloss.models.hf.tokenizer import readable

if TYPE_CHECKING:
    from tokenizers import Encoding

_log = logging.getLogger(__name__)


def prompt_ids(network: Network, texts: Sequence[str], *, most: int) -> list[list[int]]:
    """Return the ids of each text, at least one and at most ``most``; of what is longer, the end.

    What the tokenizer would add at the end (an end of text) is left out, so that the text can go on. How many
    texts were cut is logged.
    """
    found, cut = [], 0
    for encoding in network.tokenizer.encodings(texts):
        ids = encoding.ids[: end_of(encoding)] or [
            network.start if network.start is not None else network.filler
        ]
        cut += len(ids) > most
        found.append(ids[-most:])
    if cut:
        _log.warning(
            "Prompts longer than %d tokens: %d of %d. They are read without their beginning.",
            most,
            cut,
            len(texts),
        )
    return found


def continued_ids(network: Network, prompt: str, continuation: str) -> tuple[list[int], int]:
    """Return the ids of prompt and continuation as one text, and the place of the first that continues.

    A token that stands for the prompt's last characters and the continuation's first belongs to the
    continuation. Raises InputError if nothing stands before it, not even a start token.
    """
    encoding = network.tokenizer.encodings([prompt + continuation])[0]
    end, border = end_of(encoding), len(readable(prompt))
    tokens = enumerate(zip(encoding.special_tokens_mask[:end], encoding.offsets[:end], strict=True))
    first = next((place for place, (added, (_, last)) in tokens if not added and last > border), end)
    ids = encoding.ids[:end]
    if first == 0 and ids:
        if network.start is None:
            raise InputError(
                "The prompt is empty, and this model has no token that starts a text.", fix="Give a prompt."
            )
        return [network.start, *ids], 1
    return ids, first


def end_of(encoding: Encoding) -> int:
    """Return where the tokens added at the end begin; those added at the start stay, even alone."""
    end = len(encoding.ids)
    while end and encoding.special_tokens_mask[end - 1] and not all(encoding.special_tokens_mask[:end]):
        end -= 1
    return end
