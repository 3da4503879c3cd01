"""How much of a text the words of a lexicon are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from isogloss.bitext.lexicons.merging import folded_word
from isogloss.languages import Language, words

_MISSED = 10


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of a text a lexicon knows.

    entries: distinct words and phrases of the lexicon. tokens, types: words of the text, running and
    distinct; known_tokens, known_types: those that the lexicon has, in a phrase or alone. missed: the most
    frequent words that it lacks, in one case, with their counts.
    """

    language: str
    entries: int
    tokens: int
    types: int
    known_tokens: int
    known_types: int
    missed: tuple[tuple[str, int], ...]


def lexicon_coverage(
    entries: Iterable[str], text: Iterable[str] | Mapping[str, int], language: Language | str | None = None
) -> Covered:
    """Return how many words of a text are among ``entries``, whatever their case.

    entries: words and phrases of the text's language; a phrase also covers its words where they follow each
    other. text: lines, which are cut into words by the rules of the language, or counts of words, where
    phrases help nothing. Numbers and signs are no words.
    """
    known = Language.given(language)
    listed = {folded_word(entry) for entry in entries}
    phrases = _phrases(listed, known)
    counts: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    rows = (
        ([(word, count)] for word, count in text.items())
        if isinstance(text, Mapping)
        else ([(span.text, 1) for span in words(line, known)] for line in text)
    )
    for row in rows:
        folded = [folded_word(word) for word, _ in row]
        inside = _inside(folded, phrases) if not isinstance(text, Mapping) else set()
        for place, (word, count) in enumerate(row):
            if not any(map(str.isalpha, word)):
                continue
            counts[folded[place]] += count
            if folded[place] in listed or place in inside:
                covered[folded[place]] += count
    missed = sorted(
        ((word, counts[word]) for word in counts if not covered[word]), key=lambda item: (-item[1], item[0])
    )
    return Covered(
        str(known) if known else "und",
        len(listed),
        counts.total(),
        len(counts),
        covered.total(),
        sum(1 for word in counts if covered[word]),
        tuple(missed[:_MISSED]),
    )


def _phrases(listed: set[str], language: Language | None) -> dict[str, list[tuple[str, ...]]]:
    """Return the entries of several words, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in listed:
        parts = tuple(span.text for span in words(entry, language))
        if len(parts) > 1:
            found.setdefault(parts[0], []).append(parts)
    return found


def _inside(folded: list[str], phrases: dict[str, list[tuple[str, ...]]]) -> set[int]:
    """Return the places of words that stand in a phrase."""
    places: set[int] = set()
    for place, word in enumerate(folded):
        for phrase in phrases.get(word, ()):
            if tuple(folded[place : place + len(phrase)]) == phrase:
                places.update(range(place, place + len(phrase)))
    return places
