"""What heads take of examples: texts, words, or what a model makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from isogloss.arrays import Floats2d

# float32[n, d] for "vectors"; a sequence of str for "texts", of word lists for "tokens", of Words for
# "words".
Takes: TypeAlias = Literal["vectors", "texts", "tokens", "words"]

NEED_A_MODEL: frozenset[Takes] = frozenset({"vectors", "words"})


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a sentence and their vectors, float32[len(tokens), d]."""

    tokens: Sequence[str]
    vectors: Floats2d
