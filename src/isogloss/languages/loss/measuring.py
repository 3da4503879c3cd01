"""Counting what a tokenizer keeps of a text: letters, words, and how many tokens it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex

from isogloss.errors import InputError
from isogloss.languages.loss.placing import Place, Token, places
from isogloss.languages.scripts import script_of
from isogloss.languages.segmentation import Span, sentences, words

if TYPE_CHECKING:
    from isogloss.languages.language import Language

_LETTER: Final = regex.compile(r"[\p{L}\p{M}]")
_EXAMPLES: Final = 10


@dataclass(frozen=True, slots=True)
class Kept:
    """How many there were and how many of them were kept."""

    total: int
    kept: int

    @property
    def share(self) -> float:
        """The share that was kept, in [0, 1]; 1 where there was nothing to keep."""
        return self.kept / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class BrokenWord:
    """A word that no token held whole, and what the tokens held of it."""

    word: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What a tokenizer kept of some lines of text.

    letters: letters and marks of the text, and those of them that lie inside some token.
    words: words of the text as ``words`` cuts them, and those that lie whole inside one token.
    word_characters: the length of those words in all, in characters.
    scripts: letters by script (ISO 15924), those of which there were most first.
    tokens, characters: tokens that stand somewhere in the text, and their length in all, in characters.
    nowhere: tokens that are found nowhere in the text.
    lost_characters: the letters and marks lost most often, and how often.
    broken_words: the first ten different words that were broken.
    """

    lines: int
    sentences: int
    letters: Kept
    words: Kept
    scripts: Mapping[str, Kept]
    tokens: int
    characters: int
    nowhere: int
    lost_characters: tuple[tuple[str, int], ...]
    broken_words: tuple[BrokenWord, ...]
    word_characters: int = 0

    @property
    def tokens_per_sentence(self) -> float:
        """How many tokens a sentence takes on average; 0 without a sentence."""
        return (self.tokens + self.nowhere) / self.sentences if self.sentences else 0.0

    @property
    def mean_token_length(self) -> float:
        """How many characters of the text a token holds on average; 0 without a token."""
        return self.characters / self.tokens if self.tokens else 0.0

    @property
    def words_per_sentence(self) -> float:
        """How many words, as ``words`` cuts them, a sentence has on average; 0 without a sentence."""
        return self.words.total / self.sentences if self.sentences else 0.0

    @property
    def mean_word_length(self) -> float:
        """How many characters such a word has on average; 0 without a word."""
        return self.word_characters / self.words.total if self.words.total else 0.0


def lost(
    lines: Iterable[str],
    tokenize: Callable[[str], Iterable[Token]],
    language: Language | str | None = None,
) -> Loss:
    """Return what a tokenizer throws away of some lines of text.

    tokenize: takes a line, returns its tokens as strings, as spans (what has ``start`` and ``end``) or as
    pairs of offsets in characters. Strings are looked for in the line in order, whatever their case and
    compatibility form, without the markers of subword tokenizers; ``placing.places`` says how.
    language: of the lines, for their words and sentences. Lines are read one at a time and not kept.
    Raises InputError if ``tokenize`` returns ids, or for one string in place of lines.
    """
    if isinstance(lines, str):
        raise InputError(
            "lost takes lines, and one string is none: it would be read letter by letter.",
            fix="Pass a list: [text], or text.splitlines().",
        )
    tally = _Tally()
    for line in lines:
        found, nowhere = places(line, tokenize(line))
        tally.nowhere += nowhere
        tally.sentences += sum(_LETTER.search(one.text) is not None for one in sentences(line, language))
        _count(tally, line, found, words(line, language))
    return tally.loss()


@dataclass(slots=True)
class _Tally:
    """The counts while lines are read."""

    lines: int = 0
    sentences: int = 0
    words: int = 0
    whole: int = 0
    word_characters: int = 0
    tokens: int = 0
    characters: int = 0
    nowhere: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    broken: dict[str, BrokenWord] = field(default_factory=dict)

    def loss(self) -> Loss:
        """Return the record of what was counted so far."""
        totals: Counter[str] = Counter()
        missing: Counter[str] = Counter()
        for counts, by_script in ((self.seen, totals), (self.missed, missing)):
            for character, times in counts.items():
                by_script[script_of(character) or "Zyyy"] += times
        return Loss(
            lines=self.lines,
            sentences=self.sentences,
            letters=Kept(self.seen.total(), self.seen.total() - self.missed.total()),
            words=Kept(self.words, self.whole),
            scripts={name: Kept(total, total - missing[name]) for name, total in totals.most_common()},
            tokens=self.tokens,
            characters=self.characters,
            nowhere=self.nowhere,
            lost_characters=tuple(self.missed.most_common(_EXAMPLES)),
            broken_words=tuple(self.broken.values()),
            word_characters=self.word_characters,
        )


def _count(tally: _Tally, line: str, found: Sequence[Place], of_line: Sequence[Span]) -> None:
    held = _held(line, found)
    letters = [match.start() for match in _LETTER.finditer(line)]
    tally.lines += 1
    tally.seen.update(line[place] for place in letters)
    tally.missed.update(line[place] for place in letters if not held[place])
    tally.tokens += len(found)
    tally.characters += sum(place.end - place.start for place in found)
    ordered = sorted(found, key=lambda place: (place.start, place.end))
    reach = taken = 0
    for word in of_line:
        while taken < len(ordered) and ordered[taken].start <= word.start:
            reach = max(reach, ordered[taken].end)
            taken += 1
        whole = reach >= word.end and all(
            held[match.start()] for match in _LETTER.finditer(line, word.start, word.end)
        )
        tally.words += 1
        tally.word_characters += len(word.text)
        tally.whole += whole
        if not whole and len(tally.broken) < _EXAMPLES and word.text not in tally.broken:
            tally.broken[word.text] = BrokenWord(word.text, _pieces(line, held, word))


def _held(line: str, found: Sequence[Place]) -> bytearray:
    """Return for each character of a line whether a token holds it."""
    held = bytearray(len(line))
    for place in found:
        if not place.without_marks:
            held[place.start : place.end] = b"\1" * (place.end - place.start)
            continue
        for at in range(place.start, place.end):
            held[at] |= regex.match(r"\p{M}", line[at]) is None
    return held


def _pieces(line: str, held: bytearray, word: Span) -> tuple[str, ...]:
    """Return what tokens hold of a word: its runs of held characters."""
    pieces: list[str] = []
    for at in range(word.start, word.end):
        if not held[at]:
            continue
        if pieces and held[at - 1] and at > word.start:
            pieces[-1] += line[at]
        else:
            pieces.append(line[at])
    return tuple(pieces)
