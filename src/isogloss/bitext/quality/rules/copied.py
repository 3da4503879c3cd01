"""A target that is its source, or nearly: copied instead of translated."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

from isogloss.bitext.quality.batch import FINE, UNKNOWN, Batch, Finding
from isogloss.bitext.quality.names import names_only
from isogloss.bitext.quality.rules.placeholders import without_kept_parts
from isogloss.languages import Language, genetic_distance

_FIRES: Final = 0.75
_GRAM: Final = 4
# Languages nearer than this share whole sentences (Bokmål and Danish, Croatian and Bosnian).
_RELATED: Final = 0.3


def copied(batch: Batch) -> list[Finding]:
    """Find targets that repeat their source: the same letters, or most of its four-letter pieces.

    Short pairs without a word in lower case are spared: names, titles and numbers stay as they are. Between
    closely related languages only whole copies count, and nothing at all within one language.
    """
    if batch.source.code == batch.target.code != "und" and batch.source.script == batch.target.script:
        return [UNKNOWN] * len(batch.sources)
    near = _related(batch.source, batch.target)
    return [_of(*pair, near) for pair in zip(batch.sources, batch.targets, strict=True)]


def _of(source: str, target: str, near: bool) -> Finding:
    left, right = _letters(source), _letters(target)
    if not left or not right or names_only(source) or names_only(target):
        return FINE
    if left == right:
        return Finding(1.0, "the target is the source")
    if near:
        return FINE
    share = _overlap(left, right)
    if share < _FIRES:
        return Finding(max(0.0, share))
    return Finding(share, f"{share:.0%} of both sides is the same")


def _letters(text: str) -> str:
    """Return the words of a text in lower case, but for what stays in any translation."""
    folded = unicodedata.normalize("NFKC", without_kept_parts(text)).casefold()
    return " ".join("".join(letter if letter.isalpha() else " " for letter in folded).split())


def _overlap(left: str, right: str) -> float:
    """Return how much of both sides' pieces of four letters is common, in [0, 1]."""
    if min(len(left), len(right)) < _GRAM or set(left).isdisjoint(set(right) - {" "}):
        return 0.0
    one, other = (
        Counter(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)) for text in (left, right)
    )
    return 2 * sum((one & other).values()) / (one.total() + other.total())


@lru_cache(maxsize=256)
def _related(source: Language, target: Language) -> bool:
    distance = genetic_distance(source, target)
    return distance is not None and distance < _RELATED
