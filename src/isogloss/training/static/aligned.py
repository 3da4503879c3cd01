"""Words and phrases that translate each other, found by aligning the training sentences word by word.

A pair of sentences tells only what the whole means. Its alignment tells it of the words, inflected as they
stand in sentences, and of phrases: short texts, of which the sources hold none. The aligner learns from the
pairs themselves and from the training lexicons, so nothing but the sources has a say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np

from isogloss.data.examples import Entry
from isogloss.languages import Language, Span, words
from isogloss.models.aligners.statistical.aligner import StatisticalAligner
from isogloss.progress import track
from isogloss.training.static.codes import ENGLISH
from isogloss.training.static.sources import Record

MIN_DICE: Final = 0.3  # of two words' links, in proportion to how often both stand in the text
SHORTEST: Final = 3
LONGEST: Final = 9
WORDS_A_PHRASE: Final = 2.5  # a sentence of 20 words gives 8 phrases, which overlap
MIN_LINKED: Final = 0.5  # of the words of a phrase

Window: TypeAlias = tuple[int, int]
Links: TypeAlias = list[Window]


@dataclass(frozen=True, slots=True)
class Aligned:
    """What was found: words in lower case, and phrases as they stand in their sentences, English ones too."""

    words: list[Record] = field(default_factory=list)
    phrases: list[Record] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _English:
    """An English sentence, its words, and which of them are to be phrases (first, last + 1)."""

    text: str
    spans: tuple[Span, ...]
    windows: tuple[Window, ...]


def align(sentences: Iterable[Record], lexicon: Iterable[Record]) -> Aligned:
    """Return the words and phrases of ``sentences`` that translate each other.

    lexicon: translations that are known; of one word a side they guide the aligner, and none is found again.
    """
    pairs: dict[Language, list[tuple[str, str]]] = defaultdict(list)
    for record in sentences:
        pairs[record.language].append((record.english, record.text))
    known: dict[Language, set[tuple[str, str]]] = defaultdict(set)
    for record in lexicon:
        known[record.language].add((record.english, record.text))
    random = np.random.default_rng(0)
    english = {text: _read(text, random) for text, _ in pairs.pop(ENGLISH, [])}
    found = Aligned()
    for language in track(pairs, label="aligning", unit="language"):
        texts = [(english[source], text) for source, text in pairs[language] if source in english]
        _align_language(language, texts, known[language], found)
    for records in (found.words, found.phrases):
        meant = dict.fromkeys(record.english for record in records)
        records[:0] = [Record(ENGLISH, text, text) for text in meant]
    return found


def _read(text: str, random: np.random.Generator) -> _English:
    """Return an English sentence with its phrases drawn: 3 to 9 words each, never all of the sentence."""
    spans = words(text)
    drawn = set()
    if len(spans) > SHORTEST:
        for _ in range(int(np.ceil(len(spans) / WORDS_A_PHRASE))):
            size = int(random.integers(SHORTEST, min(LONGEST, len(spans) - 1) + 1))
            first = int(random.integers(0, len(spans) - size + 1))
            drawn.add((first, first + size))
    return _English(text, spans, tuple(sorted(drawn)))


def _align_language(
    language: Language, pairs: list[tuple[_English, str]], known: set[tuple[str, str]], found: Aligned
) -> None:
    """Add to ``found`` what the pairs of one language hold."""
    foreign = [words(text) for _, text in pairs]
    single = (pair for pair in sorted(known) if not any(" " in side for side in pair))
    aligner = StatisticalAligner("hmm", None, tuple(Entry(source, target) for source, target in single))
    tokens = [
        ([span.text for span in english.spans], [span.text for span in spans])
        for (english, _), spans in zip(pairs, foreign, strict=True)
    ]
    links = [[(one.source, one.target) for one in found if one.sure] for found in aligner.align(tokens)]
    for source, target in _word_pairs(tokens, links):
        if (source, target) not in known:
            found.words.append(Record(language, target, source))
    for (english, text), spans, linked in zip(pairs, foreign, links, strict=True):
        for window, (first, last) in _phrases(english.windows, linked):
            source = english.text[english.spans[window[0]].start : english.spans[window[1] - 1].end]
            found.phrases.append(Record(language, text[spans[first].start : spans[last].end], source))


def _word_pairs(
    tokens: Sequence[tuple[list[str], list[str]]], links: Sequence[Links]
) -> Iterator[tuple[str, str]]:
    """Yield the words, in lower case, that are linked nearly whenever one of them is there (Dice)."""
    alone: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    together: Counter[tuple[str, str]] = Counter()
    for pair, linked in zip(tokens, links, strict=True):
        lower = [[word.lower() for word in side] for side in pair]
        for counts, side in zip(alone, lower, strict=True):
            counts.update(side)
        together.update((lower[0][i], lower[1][j]) for i, j in linked)
    for (source, target), count in sorted(together.items()):
        dice = 2 * count / (alone[0][source] + alone[1][target])
        if dice >= MIN_DICE and all(any(map(str.isalpha, word)) for word in (source, target)):
            yield source, target


def _phrases(windows: Iterable[Window], links: Links) -> Iterator[tuple[Window, Window]]:
    """Yield each window whose links stay together, and the first and last foreign word of theirs.

    The foreign phrase may hold words without a link, but none that is linked to a word outside the window:
    a consistent phrase pair, Och, Tillmann and Ney 1999.
    """
    for first, end in windows:
        inside = [j for i, j in links if first <= i < end]
        if len(inside) < max(2, MIN_LINKED * (end - first)):
            continue
        low, high = min(inside), max(inside)
        stray = any(low <= j <= high and not first <= i < end for i, j in links)
        if not stray and high - low < 2 * (end - first) + 2:
            yield (first, end), (low, high)
