"""A target that is its source, or nearly: copied instead of translated."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

from isogloss.bitext.quality.batch import FINE, UNKNOWN, Batch, Finding
from isogloss.languages import Language, genetic_distance

_FIRES: Final = 0.75
# Up to so many words, a side may be a name, a title or a unit, the same in both languages.
_NAMES: Final = 4
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
    if not left or not right or _names_only(source) or _names_only(target):
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
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character if character.isalpha() else " " for character in folded).strip()


def _names_only(text: str) -> bool:
    """Return whether a text is short and no word of it begins in lower case, where there is case at all."""
    found = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(found) <= _NAMES and not any(
        next(filter(str.isalpha, word)).islower() and not _is_address(word) for word in found
    ) and sum(map(len, found)) <= 40  # fmt: skip


def _is_address(word: str) -> bool:
    return "@" in word or "://" in word or word.startswith("www.")


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
