"""A SentencePiece model, from its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from isogloss.arrays import Bools1d
from isogloss.data.fingerprint import content_digest
from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.models.language_models import Piece
from isogloss.models.tokenizers.counting import Counts, by_ids, encodable
from isogloss.models.tokenizers.files import one_file


@dataclass(frozen=True, slots=True, eq=False)
class SentencePieces:
    """A model of the package ``sentencepiece``, without the marks of start and end.

    unknown, lone: bool[vocabulary], which pieces stand for nothing known, or for a byte.
    """

    name: str
    fingerprint: str
    processor: Any
    unknown: Bools1d
    lone: Bools1d

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        """Return the pieces of each text; the bytes of a character share its place."""
        found = self.processor.encode([encodable(text) for text in texts], return_type="offset_mapping")
        return [self._pieces(one) for one in found]

    def count(self, texts: Sequence[str]) -> Counts:
        """Return how many pieces each text has, unknown ones and lone bytes apart."""
        ids = self.processor.encode([encodable(text) for text in texts], out_type=int)
        return by_ids(ids, self.unknown, self.lone)

    def _pieces(self, found: Any) -> tuple[Piece, ...]:  # noqa: ANN401  a record of an optional package
        pieces = []
        for number, text, (start, end) in zip(found["ids"], found["pieces"], found["offsets"], strict=True):
            known = not (self.unknown[number] or self.lone[number])
            # All bytes of a character but its last come without a width.
            pieces.append(
                Piece(number, text, start, max(end, start + 1) if self.lone[number] else end, known)
            )
        return tuple(pieces)


def load(argument: str) -> SentencePieces:
    """Return the model in a file; raises InputError where there is none, MissingExtra."""
    path = one_file("sentencepiece", argument, ("*.model",))
    sentencepiece = need("sentencepiece", extra="tokenizers", purpose="A SentencePiece model")
    processor = sentencepiece.SentencePieceProcessor()
    try:
        processor.load(str(path))
    except (RuntimeError, OSError) as fault:
        reason = str(fault).splitlines()[0].rstrip(". ")
        raise InputError(
            f"{path}: is no SentencePiece model: {reason}.", fix="Name the model's own file, *.model."
        ) from None
    size = processor.get_piece_size()
    unknown = np.array([processor.is_unknown(piece) for piece in range(size)], bool)
    lone = np.array([processor.is_byte(piece) for piece in range(size)], bool)
    return SentencePieces(f"sentencepiece:{argument}", content_digest(Path(path)), processor, unknown, lone)
