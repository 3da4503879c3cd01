"""Pairs made bad on purpose, each in one way that bitext is bad in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

_KEPT: Final = (
    "{name}", "{0}", "{{user}}", "%s", "%(count)d", "${HOME}", "<b>", "https://example.org/a?b=1",
    "www.example.com/page", "info@example.org",
)  # fmt: skip
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True)
class Lines:
    """Line-aligned texts of a pair of languages, and of a third one."""

    source: Sequence[str]
    target: Sequence[str]
    third: Sequence[str]


Pair: TypeAlias = tuple[str, str]
Change: TypeAlias = Callable[[Lines, int, random.Random], Pair | None]


def clean(lines: Lines, n: int, _: random.Random) -> Pair | None:
    """Return the pair as it is."""
    return lines.source[n], lines.target[n]


def with_placeholder(lines: Lines, n: int, chance: random.Random) -> Pair | None:
    """Return the pair with one placeholder on both sides: still a good one."""
    part = chance.choice(_KEPT)
    return _put(lines.source[n], part, chance), _put(lines.target[n], part, chance)


def shuffled(lines: Lines, n: int, chance: random.Random) -> Pair | None:
    """Return the source with the target of any other line."""
    other = chance.randrange(len(lines.target) - 1)
    return lines.source[n], lines.target[other + (other >= n)]


def neighbour(lines: Lines, n: int, _: random.Random) -> Pair | None:
    """Return the source with the target of the next line, of the same document most of the time."""
    return lines.source[n], lines.target[n + 1] if n + 1 < len(lines.target) else lines.target[n - 1]


def truncated(lines: Lines, n: int, chance: random.Random) -> Pair | None:
    """Return the pair, one side of which lost 40 to 70% of its end; None if it is short."""
    sides = [lines.source[n], lines.target[n]]
    side = chance.randrange(2)
    if len(sides[side]) < 20:
        return None
    sides[side] = sides[side][: round(len(sides[side]) * chance.uniform(0.3, 0.6))].rstrip()
    return (sides[0], sides[1]) if sides[side] else None


def other_language(lines: Lines, n: int, _: random.Random) -> Pair | None:
    """Return the source with its translation into a third language."""
    return lines.source[n], lines.third[n]


def numbers_changed(lines: Lines, n: int, chance: random.Random) -> Pair | None:
    """Return the pair with other digits in one number of the target; None where there is none."""
    target = lines.target[n]
    found = [match for match in _DIGITS.finditer(target) if int(match[0]) > 12]
    if not found or not _DIGITS.search(lines.source[n]):
        return None
    match = chance.choice(found)
    value = int(match[0])
    other = next(number for number in iter(lambda: chance.randrange(13, 10 * value), None) if number != value)
    return lines.source[n], f"{target[: match.start()]}{other}{target[match.end() :]}"


def untranslated(lines: Lines, n: int, chance: random.Random) -> Pair | None:
    """Return the source twice, in half of the cases with a word less; None if it is short."""
    words = lines.source[n].split()
    if len(words) < 5:
        return None
    if chance.random() < 0.5:
        del words[chance.randrange(len(words))]
    return lines.source[n], " ".join(words)


def placeholder_dropped(lines: Lines, n: int, chance: random.Random) -> Pair | None:
    """Return the pair with a placeholder that the target lost, or that became another there."""
    part, other = chance.sample(_KEPT, 2)
    target = _put(lines.target[n], other, chance) if chance.random() < 0.4 else lines.target[n]
    return _put(lines.source[n], part, chance), target


def misread(lines: Lines, n: int, _: random.Random) -> Pair | None:
    """Return the pair with the target's UTF-8 read as Latin-1; None where that changes nothing."""
    target = lines.target[n].encode("utf-8").decode("latin-1")
    return (lines.source[n], target) if target != lines.target[n] else None


GOOD: Final[Mapping[str, Change]] = {"clean": clean, "with placeholder": with_placeholder}
BAD: Final[Mapping[str, Change]] = {
    "shuffled": shuffled,
    "neighbour": neighbour,
    "truncated": truncated,
    "other language": other_language,
    "numbers changed": numbers_changed,
    "untranslated": untranslated,
    "placeholder dropped": placeholder_dropped,
    "misread": misread,
}


def _put(text: str, part: str, chance: random.Random) -> str:
    return f"{part} {text}" if chance.random() < 0.5 else f"{text} {part}"
