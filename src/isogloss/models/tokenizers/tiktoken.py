"""A vocabulary of tiktoken, from its file: a line a token, base64 and rank."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from isogloss.arrays import Bools1d
from isogloss.data.fingerprint import combined, content_digest
from isogloss.data.lines import Fault, read_lines
from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.models.language_models import Piece
from isogloss.models.tokenizers.counting import Counts, by_ids, encodable
from isogloss.models.tokenizers.files import one_file
from isogloss.models.tokenizers.patterns import PATTERNS

_USUAL: Final = "cl100k"
# How a file's name tells which pattern cuts text before its tokens do.
_NAMED: Final = (
    ("o200k", "o200k"),
    ("r50k", "gpt2"),
    ("p50k", "gpt2"),
    ("gpt2", "gpt2"),
    ("cl100k", "cl100k"),
)


@dataclass(frozen=True, slots=True, eq=False)
class ByteRanks:
    """An encoding of the package ``tiktoken``, without special tokens.

    values: the bytes of each token. lone: bool[vocabulary], which tokens are no whole characters.
    """

    name: str
    fingerprint: str
    encoding: Any
    values: Mapping[int, bytes]
    unknown: Bools1d
    lone: Bools1d

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        """Return the tokens of each text; those that part a character share its place."""
        return [self._pieces(encodable(text)) for text in texts]

    def count(self, texts: Sequence[str]) -> Counts:
        """Return how many tokens each text has, lone parts of characters apart; none is unknown."""
        ids = [self.encoding.encode_ordinary(encodable(text)) for text in texts]
        return by_ids(ids, self.unknown, self.lone)

    def _pieces(self, text: str) -> tuple[Piece, ...]:
        owner = [place for place, character in enumerate(text) for _ in range(len(character.encode()))]
        pieces, at = [], 0
        for number in self.encoding.encode_ordinary(text):
            value = self.values[number]
            start, end = owner[at], owner[at + len(value) - 1] + 1
            at += len(value)
            said = value.decode("utf-8", "replace")
            pieces.append(Piece(number, said, start, end, not self.lone[number]))
        return tuple(pieces)


def load(argument: str) -> ByteRanks:
    """Return the encoding of a file, ``FILE`` or ``FILE#PATTERN``.

    PATTERN is how text is cut before: gpt2, cl100k, llama3, qwen2 or o200k; by default what the file's name
    says, else cl100k's. Raises InputError where there is no such file, MissingExtra.
    """
    place, mark, wanted = argument.rpartition("#") if "#" in argument else (argument, "", "")
    path = one_file("tiktoken", place, ("*.tiktoken", "*.model"))
    pattern = wanted if mark else next((said for part, said in _NAMED if part in path.name), _USUAL)
    if pattern not in PATTERNS:
        raise InputError(f"There is no pattern {pattern!r}.", fix=f"Known: {', '.join(PATTERNS)}.")
    tiktoken = need("tiktoken", extra="tokenizers", purpose="A vocabulary of tiktoken")
    ranks = _ranks(path)
    encoding = tiktoken.Encoding("file", pat_str=PATTERNS[pattern], mergeable_ranks=ranks, special_tokens={})
    size = max(ranks.values()) + 1
    unknown, lone = np.zeros(size, bool), np.zeros(size, bool)
    for value, number in ranks.items():
        lone[number] = not _is_text(value)
    print_ = combined(content_digest(path), pattern)
    values = {number: value for value, number in ranks.items()}
    return ByteRanks(f"tiktoken:{argument}", print_, encoding, values, unknown, lone)


def _ranks(path: Path) -> dict[bytes, int]:
    """Return the ranks in a file; raises BadRow for a line that is none, InputError if a byte is missing."""
    ranks: dict[bytes, int] = {}
    for number, line in read_lines(path):
        if not line.strip():
            continue
        token, _, rank = line.strip().partition(" ")
        try:
            value = base64.b64decode(token, validate=True)
            ranks[value] = int(rank)
        except (binascii.Error, ValueError):
            raise Fault(number, "expected a token in base64 and its rank").error(path) from None
    lacking = [byte for byte in range(256) if bytes([byte]) not in ranks]
    if lacking:
        raise InputError(f"{path}: the byte {lacking[0]} has no rank, so that some texts have no tokens.")
    return ranks


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True
