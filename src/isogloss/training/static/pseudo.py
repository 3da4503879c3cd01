"""Pseudo-sentences: English sentences whose words are replaced by translations from a lexicon.

They teach a language that has a lexicon and no sentences which of its words should weigh little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from isogloss.training.static.corpus import Corpus
from isogloss.training.static.kernels import draw
from isogloss.training.static.rows import Ragged

if TYPE_CHECKING:
    from isogloss.arrays import Ints1d

MIN_ENTRIES: Final = 800
_WIDTHS: Final = (3, 2, 1)
_FORMS: Final = 3  # forms tried of each phrase: as it stands, and two stems
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """What pseudo-sentences are drawn from.

    languages: int32, those with 800 English entries or more. sentences: their places in offsets; targets:
    int64, the English text of each. offsets, options, entry_offsets, entries, phrases: see kernels.draw.
    """

    languages: npt.NDArray[np.int32]
    targets: Ints1d
    offsets: Ints1d
    options: npt.NDArray[np.int32]
    entry_offsets: Ints1d
    entries: npt.NDArray[np.int32]
    phrases: int


def stems(word: str) -> list[str]:
    """Return ``word`` and at most two forms it may inflect: houses -> houses, house; tried -> tried, try."""
    forms = [word]
    for ending, replacements in (
        ("ies", ("y",)), ("ied", ("y",)), ("es", ("e", "")), ("ed", ("", "e")), ("ing", ("", "e")),
        ("ly", ("",)), ("s", ("",)), ("d", ("",)),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            forms += [word[: -len(ending)] + replacement for replacement in replacements]
            break
    return forms[:_FORMS]


def build(corpus: Corpus) -> Phrasebook:
    """Return the phrasebook of a corpus: its lexicon records, and its English sentences."""
    phrase_numbers, entry_offsets, entries, languages = _lexicon(corpus)
    chosen = np.flatnonzero(corpus.sentence & corpus.is_english)
    targets = np.unique(corpus.target[chosen])
    offsets = [0]
    options: list[int] = []
    for target in targets.tolist():
        words = _WORD.findall(corpus.english[target].lower())
        for position in range(len(words)):
            options += _options(words, position, phrase_numbers)
        offsets.append(offsets[-1] + len(words))
    return Phrasebook(
        languages=languages,
        targets=targets,
        offsets=np.array(offsets, np.int64),
        options=np.array(options, np.int32),
        entry_offsets=entry_offsets,
        entries=entries,
        phrases=len(phrase_numbers),
    )


def _options(words: list[str], position: int, numbers: dict[str, int]) -> list[int]:
    options: list[int] = []
    for width in _WIDTHS:
        found = []
        if position + width <= len(words):
            *before, last = words[position : position + width]
            forms = (" ".join([*before, form]) for form in stems(last))
            found = [numbers[form] for form in forms if form in numbers]
        options += found + [-1] * (_FORMS - len(found))
    return options


def _lexicon(
    corpus: Corpus,
) -> tuple[dict[str, int], Ints1d, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return phrase numbers, and the records of each (language, phrase) as offsets and values."""
    chosen = np.flatnonzero(corpus.lexicon & ~corpus.is_english)
    numbers: dict[str, int] = {}
    phrase_of_english = np.full(len(corpus.english), -1, np.int64)
    for target in np.unique(corpus.target[chosen]).tolist():
        phrase = corpus.english[target].lower()
        if 1 <= len(phrase.split()) <= max(_WIDTHS):
            phrase_of_english[target] = numbers.setdefault(phrase, len(numbers))
    english_entries = defaultdict(set)
    chosen_languages = corpus.language[chosen].tolist()
    for language, target in zip(chosen_languages, corpus.target[chosen].tolist(), strict=True):
        english_entries[language].add(target)
    languages = sorted(one for one, found in english_entries.items() if len(found) >= MIN_ENTRIES)
    phrase = phrase_of_english[corpus.target[chosen]]
    cell = corpus.language[chosen] * len(numbers) + phrase
    order = np.argsort(cell, kind="stable")
    order = order[phrase[order] >= 0]
    counts = np.bincount(cell[order], minlength=len(corpus.languages) * len(numbers))
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return numbers, offsets, chosen[order].astype(np.int32), np.array(languages, np.int32)


def pseudo_sentences(book: Phrasebook, count: int, random: np.random.Generator) -> tuple[Ragged, Ints1d]:
    """Draw ``count`` pairs of a language and a sentence; return the pseudo-sentences and their targets.

    A draw with fewer than two known words is dropped, so fewer than ``count`` come back (about 3 in 4).
    """
    empty = Ragged(np.zeros(1, np.int64), np.empty(0, np.int32))
    if not len(book.languages) or not len(book.targets) or not count:
        return empty, np.empty(0, np.int64)
    seeds = random.integers(0, 2**64, count, np.uint64)
    languages = random.choice(book.languages, count)
    sentences = random.integers(0, len(book.targets), count, np.int32)
    offsets = np.zeros(count + 1, np.int64)
    out = np.empty(int(np.diff(book.offsets)[sentences].sum()), np.int32)
    made = draw(
        seeds, languages, sentences, book.offsets, book.options, book.entry_offsets, book.entries,
        book.phrases, offsets, out,
    )  # fmt: skip
    kept = np.diff(offsets) > 0
    return Ragged(np.append(0, offsets[1:][kept]), out[:made]), book.targets[sentences[kept]]
