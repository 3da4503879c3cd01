"""How a tokenizer cuts the words of a language: fertility and continued words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Ints1d
from isogloss.languages import Language, Span, words
from isogloss.measure.averages import ratio
from isogloss.measure.probe import Finding
from isogloss.metrics.sampling import evenly
from isogloss.models.language_models import Piece, Tokenizer

# Sentences that are cut into words, evenly spread: some five thousand words, and a fraction of the time.
SAMPLE: Final = 200


def cutting(tokenizer: Tokenizer, texts: Sequence[str], language: Language, seed: int) -> Iterator[Finding]:
    """Yield fertility (tokens a word) and the share of continued words, over at most ``SAMPLE`` sentences.

    Words are those of ``isogloss.languages.words``, so that languages without blanks have them too. A word is
    continued if two or more tokens stand for it. Source: Rust et al. 2021, arXiv:2012.15613, section 4.1.
    """
    chosen = [texts[place] for place in evenly(len(texts), SAMPLE).tolist()]
    counts = np.array(
        [
            _cut(pieces, words(text, language))
            for pieces, text in zip(tokenizer.tokenize(chosen), chosen, strict=True)
        ],
        np.float64,
    )
    yield from ratio("fertility", counts[:, :2], seed)
    yield from ratio("continued_words", counts[:, ::2], seed)


def _cut(pieces: Sequence[Piece], found: Sequence[Span]) -> tuple[int, int, int]:
    """Return how many words a text has, how many tokens stand in them, and how many words take several."""
    places = [(piece.start, piece.end) for piece in pieces if piece.end > piece.start]
    starts, ends = (
        (np.array(side, np.int64) for side in zip(*places, strict=True)) if places else (_NONE, _NONE)
    )
    first = np.searchsorted(ends, [word.start for word in found], side="right")
    last = np.searchsorted(starts, [word.end for word in found], side="left")
    tokens = last - first
    return len(found), int(tokens.sum()), int((tokens > 1).sum())


_NONE: Final[Ints1d] = np.zeros(0, np.int64)
