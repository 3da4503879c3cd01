"""Translations of words and phrases, and the longest of them that stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from isogloss.data.examples import Entry
from isogloss.languages import Language, words
from isogloss.models.translators.casing import cased_as, folded
from isogloss.models.translators.joining import Written

# What parts two phrases rather than the words of one.
_PARTING: Final = frozenset('.!?;:\n\r\t,()«»“”"、。，！？।؟،؛።၊။|')


@dataclass(frozen=True)
class Phrases:
    """Translations by the folded words of their source; longest: how many words the longest source has."""

    entries: Mapping[tuple[str, ...], str]
    longest: int


def phrases_of(entries: Iterable[Entry], source: Language) -> Phrases:
    """Return translations by folded words of the source; the weightiest entry counts, of equals the first."""
    best: dict[tuple[str, ...], tuple[float, str]] = {}
    for entry in entries:
        key = tuple(folded(word.text, source) for word in words(entry.source))
        if key and (key not in best or entry.weight > best[key][0]):
            best[key] = (entry.weight, entry.target)
    return Phrases({key: target for key, (_, target) in best.items()}, max(map(len, best), default=0))


def covered(
    text: str,
    phrases: Phrases,
    source: Language,
    target: Language,
    *,
    nearest: Mapping[str, str] | None = None,
) -> list[Written]:
    """Return what is written for each word or phrase of a text, in order, the longest phrase first.

    nearest: what to write for words that no phrase holds; those without an entry stay as they are.
    """
    known = {} if nearest is None else nearest
    spans = words(text)
    keys = [folded(span.text, source) for span in spans]
    parts: list[Written] = []
    at = 0
    while at < len(spans):
        length = _longest(
            text, phrases, at, [(span.start, span.end) for span in spans[at : at + phrases.longest]], keys
        )
        last = at + max(length, 1) - 1
        start, end = spans[at].start, spans[last].end
        word = text[start:end]
        found = phrases.entries[tuple(keys[at : at + length])] if length else known.get(word, word)
        written = word if found == word else cased_as(word, found, target)
        parts.append(Written(start, end, word, written, not length))
        at = last + 1
    return parts


def _longest(text: str, phrases: Phrases, at: int, places: list[tuple[int, int]], keys: list[str]) -> int:
    """Return how many words from ``at`` on the longest phrase there covers; 0 if none does."""
    for length in range(len(places), 0, -1):
        if tuple(keys[at : at + length]) in phrases.entries and not any(
            _PARTING.intersection(text[places[word][1] : places[word + 1][0]]) for word in range(length - 1)
        ):
            return length
    return 0
