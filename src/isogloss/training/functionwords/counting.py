"""How often each word of a language stood for which word of English."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from isogloss.data.examples import Entry
from isogloss.languages import Language, words
from isogloss.languages.functionwords import english_classes, folded
from isogloss.models.aligners.statistical.aligner import StatisticalAligner
from isogloss.models.contracts import WordEncoder

ENGLISH: Final = Language("eng", "Latn")
MOST: Final = 600  # of the commonest words of a language
ALIGNED: Final = 4  # links without which nothing is said
_UNALIGNED: Final = 0.9  # of the occurrences of a word that has few
_MANY: Final = 100  # occurrences
_HALF: Final = 0.5
_LEAST: Final = 0.02
_ELIDED: Final = re.compile(r"^(\w{1,4}')(\w.*)$")  # l'eau, d'une

Counts: TypeAlias = Mapping[str, Mapping[str | None, float]]


def cut(text: str, language: Language) -> list[str]:
    """Return the words of a text, folded, what is elided apart, as treebanks cut them."""
    whole = [folded(span.text) for span in words(text, language)]
    return whole if language == ENGLISH else [part for word in whole for part in _parts(word)]


def _parts(word: str) -> Iterable[str]:
    while found := _ELIDED.match(word):
        yield found[1]
        word = found[2]
    yield word


def counted(pairs: Sequence[tuple[str, str]], language: Language, encoder: WordEncoder) -> Counts:
    """Return for each word what it stood for; under None, how often for nothing. pairs: English first."""
    texts = [(cut(english, ENGLISH), cut(text, language)) for english, text in pairs]
    aligner = StatisticalAligner("combined", encoder, languages=(ENGLISH, language))
    found: dict[str, dict[str | None, float]] = {}
    for (english, own), links in zip(texts, aligner.align(texts), strict=True):
        for place, word in enumerate(own):
            mine = [link for link in links if link.target == place]
            counts = found.setdefault(word, defaultdict(float))
            if not mine:
                counts[None] += 1
            for link in mine:
                counts[english[link.source]] += (1.0 if link.sure else _HALF) / len(mine)
    return found


def listed(entries: Iterable[Entry]) -> Counts:
    """Return the same from a list of words, where each sense counts once. English is the source."""
    found: dict[str, dict[str | None, float]] = {}
    for entry in entries:
        word = folded(entry.target)
        if len(word.split()) == 1:
            found.setdefault(word, defaultdict(float))[folded(entry.source)] += ALIGNED
    return found


def described(counts: Counts, *, most: int | None = MOST) -> dict[str, dict[str, int]]:
    """Return the function words and what share of their uses, in percent, is of which class.

    Kept are those of the commonest words (``most`` of them; of lists, which tell no frequency, all) that
    stood for function words half of the time or more.
    """
    class_of = {word: name for name, members in english_classes().items() for word in members}
    common = sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0]))[:most]
    found = {}
    for word, own in common:
        total, alone = sum(own.values()), own.get(None, 0.0)
        aligned = total - alone
        if aligned < ALIGNED or (alone / total > _UNALIGNED and total < _MANY):
            continue
        shares: dict[str, float] = defaultdict(float)
        for english, count in own.items():
            if english is not None and english in class_of:
                shares[class_of[english]] += count / aligned
        if sum(shares.values()) >= _HALF:
            found[word] = {name: round(100 * share) for name, share in shares.items() if share >= _LEAST}
    return found
