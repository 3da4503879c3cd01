"""What the copies of an example have in common: those that views make of it, and its translations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from isogloss.data.examples import Example
from isogloss.languages import Language

MARK: Final = "~"  # between an example's id and what tells its copies apart

Original: TypeAlias = tuple[str, str]  # where an example was read, and its id there

_Known: TypeAlias = tuple[Original, str]  # an example and what is right of it
_AGREE: Final = 0.5  # Cohen's kappa of golds from which rows of one number are held for one text
_ASKED: Final = 1_000  # rows, spread over the file, by which two languages are compared
_DIGITS: Final = re.compile(r"\d+")


def original_of(example: Example) -> Original:
    """Return what an example, its translations and its switched copies share, and no other example has."""
    return example.origin, example.id.partition(MARK)[0]


def same_texts(examples: Sequence[Example], golds: Sequence[str]) -> dict[Original, Original]:
    """Return of each example, as it was read, that of another language whose text it translates, if any.

    The first of all languages stands for the others and is not among the keys. Examples of two languages are
    translations where their ids are the same. Ids that only number rows (digits, perhaps behind one word that
    is the same for all) could be so by chance: there, golds have to agree as well, over all rows that both
    languages have, by a Cohen's kappa of 0.5. Golds in the words of a language never do, and those of files
    that are sorted by gold say nothing.
    """
    by_language: dict[Language, dict[str, _Known]] = {}
    for example, gold in zip(examples, golds, strict=True):
        by_language.setdefault(example.language, {})[example.id] = (original_of(example), gold)
    families: list[dict[str, _Known]] = []
    found: dict[Original, Original] = {}
    for own in by_language.values():
        family = next((one for one in families if _parallel(one, own)), None)
        if family is None:
            families.append(own)
            continue
        for name, known in own.items():
            first, _ = family.setdefault(name, known)
            if first != known[0]:
                found[known[0]] = first
    return found


def _parallel(one: Mapping[str, _Known], other: Mapping[str, _Known]) -> bool:
    shared = [name for name in one if name in other]
    if not shared:
        return False
    if not _numbered([*one, *other]):
        return True
    asked = shared[:: -(-len(shared) // _ASKED)]
    golds = [(one[name][1], other[name][1]) for name in asked]
    return not any(map(_sorted, zip(*golds, strict=True))) and _agreement(golds) >= _AGREE


def _numbered(names: Iterable[str]) -> bool:
    """Return whether ids differ by their digits alone."""
    return len({_DIGITS.sub("", name) for name in names}) == 1


def _sorted(golds: Sequence[str]) -> bool:
    """Return whether golds stand in blocks, as where a file is sorted by them."""
    blocks = 1 + sum(one != other for one, other in pairwise(golds))
    return blocks <= 2 * len(set(golds)) and blocks < len(golds) / 2


def _agreement(golds: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa; 0 where there is but one gold, by which nothing can be told apart."""
    first, second = (Counter(side) for side in zip(*golds, strict=True))
    chance = sum(count * second[gold] for gold, count in first.items()) / len(golds) ** 2
    met = sum(a == b for a, b in golds) / len(golds)
    return 0.0 if chance == 1 else (met - chance) / (1 - chance)
