"""Several lexicons made one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from isogloss.data.lexicons import Translation
from isogloss.languages import normalize


@dataclass(frozen=True, slots=True)
class Merged:
    """A word and a translation, and all that the lexicons say of them.

    weight: the sum over the lexicons of the largest weight that each gives them. senses: of which meanings
    it holds, as written. files: the lexicons it stands in. frequency: of the source word, where known.
    """

    source: str
    target: str
    weight: float
    senses: tuple[str, ...]
    files: tuple[str, ...]
    frequency: float | None = None


@dataclass(slots=True)
class _Gathered:
    sources: Counter[str] = field(default_factory=Counter)
    targets: Counter[str] = field(default_factory=Counter)
    weights: dict[str, float] = field(default_factory=dict)
    senses: dict[str, None] = field(default_factory=dict)


def merge_lexicons(
    lexicons: Mapping[str, Iterable[Translation]], *, frequencies: Mapping[str, float] | None = None
) -> list[Merged]:
    """Return the translations of all lexicons, each once, by source, then weight, then target.

    lexicons: by the names that go into ``files``. Words are one if they are the same without case, in one
    Unicode form, without invisible characters (``folded_word``); written is what stands there most often,
    the first of equals. frequencies: of source words; the frequent come first then, unknown ones last.
    """
    found: dict[tuple[str, str], _Gathered] = {}
    for name, entries in lexicons.items():
        for entry in entries:
            key = (folded_word(entry.source), folded_word(entry.target))
            if not all(key):
                continue
            own = found.setdefault(key, _Gathered())
            own.sources[_plain(entry.source)] += 1
            own.targets[_plain(entry.target)] += 1
            own.weights[name] = max(entry.weight, own.weights.get(name, 0.0))
            if entry.sense:
                own.senses[_plain(entry.sense)] = None
    known: dict[str, float] | None = None
    if frequencies is not None:
        known = {}
        for word, count in frequencies.items():
            known[folded_word(word)] = known.get(folded_word(word), 0.0) + count
    merged = [(key, _merged(own, None if known is None else known.get(key[0]))) for key, own in found.items()]
    merged.sort(key=lambda item: (-(item[1].frequency or 0.0), item[0][0], -item[1].weight, item[0][1]))
    return [one for _, one in merged]


@lru_cache(maxsize=1 << 16)
def folded_word(word: str) -> str:
    """Return a word or phrase without case, in one form, with single blanks, without invisible characters."""
    return " ".join(normalize(normalize(word).casefold()).split())


def _plain(word: str) -> str:
    return " ".join(word.split())


def _merged(own: _Gathered, frequency: float | None) -> Merged:
    return Merged(
        own.sources.most_common(1)[0][0],
        own.targets.most_common(1)[0][0],
        sum(own.weights.values()),
        tuple(own.senses),
        tuple(own.weights),
        frequency,
    )
