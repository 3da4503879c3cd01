"""A fast tokenizer (the ``tokenizers`` library, tokenizer.json) and its tokens' places in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from isogloss.models.language_models import Piece
from isogloss.models.static.pieces import checked
from isogloss.models.tokenizers.bytelevel import is_text

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_BYTE: Final = re.compile(r"<0x[0-9A-F]{2}>")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class FastTokenizer:
    """A ``tokenizers.Tokenizer``. A Tokenizer; safe to use from several threads.

    unknown: the id that stands for whatever the vocabulary lacks, if there is one.
    """

    name: str
    backend: Any
    unknown: int | None = None
    _lock: Any = field(default_factory=Lock, init=False)

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        """Return the tokens of each text, whole, in input order; an empty text has none.

        A token that is a part of a character stands at that character and is not known. Raises InputError
        if ``texts`` is no sequence of str.
        """
        of_bytes = writes_bytes(self.backend)
        return [
            self._pieces(encoding, of_bytes) for encoding in self.encodings(checked(texts), special=False)
        ]

    def encodings(
        self, texts: Sequence[str], *, most: int | None = None, special: bool = True, overlap: int = 0
    ) -> list[Any]:
        """Return what the library makes of each text, ``tokenizers.Encoding``; places count characters.

        most: tokens, those that the model adds included; what is over stands in ``overflowing``, in pieces
        that begin with ``overlap`` tokens of the one before. special: whether to add what the model adds.
        """
        with self._lock:  # what is cut off and filled up are settings of the whole tokenizer
            self.backend.no_padding()
            if most is None:
                self.backend.no_truncation()
            else:
                self.backend.enable_truncation(most, stride=overlap)
            encoded: list[Any] = self.backend.encode_batch(
                [readable(text) for text in texts], add_special_tokens=special
            )
            return encoded

    def text(self, ids: Sequence[int]) -> str:
        """Return the text of token ids; those that only mark (padding, start, end) are left out."""
        written: str = self.backend.decode(list(ids), skip_special_tokens=True)
        return written

    def _pieces(self, encoding: Encoding, of_bytes: bool) -> tuple[Piece, ...]:
        # Each of these makes its whole list anew: to ask for them token by token takes time by the square.
        parts = zip(encoding.ids, encoding.tokens, encoding.offsets, strict=True)
        return tuple(
            Piece(number, text, start, end, self._known(number, text, of_bytes))
            for number, text, (start, end) in parts
        )

    def _known(self, number: int, text: str, of_bytes: bool) -> bool:
        return number != self.unknown and not (not is_text(text) if of_bytes else _BYTE.fullmatch(text))


def readable(text: str) -> str:
    """Return the text with lone surrogates, which no UTF-8 can hold, as U+FFFD; every place stays."""
    return _SURROGATE.sub("\ufffd", text)


def writes_bytes(backend: Tokenizer) -> bool:
    """Return whether the tokens of a ``tokenizers.Tokenizer`` are bytes, as GPT-2's and its kin's are."""
    decoder = backend.decoder
    return decoder is not None and '"ByteLevel"' in json.dumps(json.loads(decoder.__getstate__()))
