"""How texts become tokens for fine-tuning: one, two, or in windows that overlap."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from isogloss.models.hf.prompts import end_of
from isogloss.models.hf.tokenizer import readable

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

Row: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A tokenizer of transformers, and how many tokens a network reads at once.

    ending: the id at whose last place the network judges a text, if it does so.
    """

    tokenizer: PreTrainedTokenizerFast
    longest: int
    ending: int | None = None
    _lock: Any = field(default_factory=Lock, init=False)

    def encodings(
        self,
        texts: Sequence[Sequence[str]],
        *,
        cut: Literal["longest_first", "only_first", "only_second"] = "longest_first",
        overlap: int = 0,
    ) -> list[Any]:
        """Return a ``tokenizers.Encoding`` for each entry of ``texts``: (text,) or (first, second).

        cut: which text loses its end where there are too many tokens; that stands in ``overflowing``, in
        pieces that repeat ``overlap`` tokens of the one before; without any, how many texts lost their ends
        is logged. Offsets count characters; none of the encodings is empty.
        """
        backend = self.tokenizer.backend_tokenizer
        readable_texts = [tuple(map(readable, entry)) for entry in texts]
        inputs: list[Any] = [entry if len(entry) > 1 else entry[0] for entry in readable_texts]
        with self._lock:  # what is cut off and filled up are settings of the whole tokenizer
            backend.no_padding()
            backend.enable_truncation(self.longest, stride=overlap, strategy=cut)
            found = backend.encode_batch(inputs)
        over = 0 if overlap else sum(bool(encoding.overflowing) for encoding in found)
        _told(over, len(found), self.longest)
        for encoding in found:
            if not encoding.ids:  # an empty text, and a tokenizer that adds nothing
                encoding.pad(1, pad_id=filler_of(self.tokenizer))
        return list(found)

    def rows(self, texts: Sequence[Sequence[str]]) -> list[Row]:
        """Return ids and kinds of each entry of ``texts``; what is too long loses its end.

        Where the network judges a text at ``ending``, there is one, and none but what the tokenizer adds: in
        transformers all texts of a batch must have equally many.
        """
        found = self.encodings(texts)
        if self.ending is None:
            return [(tuple(one.ids), tuple(one.type_ids)) for one in found]
        return [self._ended(one) for one in found]

    def _ended(self, encoding: Any) -> Row:  # noqa: ANN401  tokenizers.Encoding
        tokens = zip(encoding.ids, encoding.type_ids, encoding.special_tokens_mask, strict=True)
        kept = [(one, kind) for one, kind, added in tokens if added or one != self.ending]
        if all(one != self.ending for one, _ in kept):
            kept = [*kept[: self.longest - 1], (self.ending, kept[-1][1] if kept else 0)]
        ids, kinds = zip(*kept, strict=True)
        return ids, kinds

    def plain(self, texts: Sequence[str], limits: Sequence[int]) -> list[tuple[int, ...]]:
        """Return the ids of each text without what the model adds, at most as many as its limit says.

        How many texts lost their ends is logged.
        """
        backend = self.tokenizer.backend_tokenizer
        with self._lock:
            backend.no_padding()
            backend.no_truncation()
            found = backend.encode_batch(list(map(readable, texts)), add_special_tokens=False)
        ids = [tuple(encoding.ids) for encoding in found]
        over = [limit for own, limit in zip(ids, limits, strict=True) if len(own) > limit]
        _told(len(over), len(ids), max(over, default=0))
        return [own[:limit] for own, limit in zip(ids, limits, strict=True)]

    def begun(self, text: str) -> tuple[int, ...]:
        """Return the ids of a text that is to go on: with what the model adds before it, not behind it."""
        backend = self.tokenizer.backend_tokenizer
        with self._lock:
            backend.no_padding()
            backend.no_truncation()
            encoding = backend.encode(readable(text))
        return tuple(encoding.ids[: end_of(encoding)])


def _told(over: int, count: int, limit: int) -> None:
    if over:
        _log.warning("Texts longer than %d tokens: %d of %d. Their ends are not read.", limit, over, count)


def filler_of(tokenizer: PreTrainedTokenizerFast) -> int:
    """Return the id that fills up the shorter texts of a batch."""
    for number in (tokenizer.pad_token_id, tokenizer.eos_token_id, tokenizer.unk_token_id):
        if number is not None:
            return int(number)
    return 0
