"""What a data set holds, and what is wrong with it: everything is read once and nothing stops the reading."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations

from msgspec import Struct

from isogloss.data.contents import content_of
from isogloss.data.dataset import Dataset
from isogloss.data.examples import Example
from isogloss.data.layout import ordered
from isogloss.data.overlaps import contradictions, repeats, shared, text_key
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language, dominant_script, words
from isogloss.languages.scripts import compatible
from isogloss.progress import track


class Spread(Struct, frozen=True):
    """The middle, the 95th percentile and the longest of some lengths."""

    median: int
    p95: int
    longest: int


class SplitCheck(Struct, frozen=True, kw_only=True):
    """One split of one language.

    rows: examples that can be used; refused: rows that cannot. classes: how often each is to be predicted, of
    tagged sentences each entity or tag, none of questions. duplicates: rows whose text stands in the
    split already (NFC, case and spacing folded). contradictions: texts that carry several labels.
    scripts: how many texts are mostly in a script that is not the language's.
    """

    split: str
    rows: int
    refused: int
    classes: dict[str, int]
    characters: Spread
    words: Spread
    duplicates: int
    contradictions: int
    scripts: dict[str, int]


class Leak(Struct, frozen=True):
    """Texts of a split that also stand in another one of the language."""

    split: str
    also_in: str
    rows: int


class LanguageCheck(Struct, frozen=True, kw_only=True):
    """One language: its splits, its leaks, and labels that its train split lacks, by split."""

    language: str
    splits: tuple[SplitCheck, ...]
    leaks: tuple[Leak, ...] = ()
    unseen_labels: dict[str, tuple[str, ...]] = {}


class Check(Struct, frozen=True, kw_only=True):
    """All that was understood.

    task: the kind of the examples. unreadable: files that could not be used, and the remedy, a line each.
    """

    dataset: str
    task: str
    origin: str
    remarks: tuple[str, ...]
    languages: tuple[LanguageCheck, ...]
    rejects: tuple[Reject, ...]
    unreadable: tuple[str, ...]


def check(dataset: Dataset) -> Check:
    """Return what a data set holds, language by language.

    Bad rows and unreadable files are collected, not raised. Memory: one language's lengths and 64-bit
    hashes of its texts, never the texts. Raises InputError if no split of any language can be read.
    """
    rejects: list[Reject] = []
    unreadable: dict[str, None] = {}
    found = []
    for language in track(dataset.languages(), label="checking", unit="languages"):
        tallies = {}
        for split in dataset.splits(language):
            before = len(rejects)
            try:
                tallies[split] = _tally(dataset, split, language, rejects)
            except InputError as fault:
                unreadable[str(fault)] = None
            else:
                tallies[split].refused = len(rejects) - before
        if tallies:
            found.append(_language(language, tallies))
    if not any(split.rows for language in found for split in language.splits):
        first = next(iter(unreadable), None) or (
            f"{rejects[0].file}:{rejects[0].line}: {rejects[0].reason}" if rejects else dataset.origin
        )
        raise InputError(f"Not one row of {dataset.origin} can be used. The first fault: {first}")
    return Check(
        dataset=dataset.name,
        task=dataset.task,
        origin=dataset.origin,
        remarks=_remarks(dataset),
        languages=tuple(found),
        rejects=tuple(rejects),
        unreadable=tuple(unreadable),
    )


@dataclass(slots=True)
class _Tally:
    classes: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, int] = field(default_factory=dict)
    scripts: Counter[str] = field(default_factory=Counter)
    characters: array[int] = field(default_factory=lambda: array("Q"))
    words: array[int] = field(default_factory=lambda: array("Q"))
    keys: array[int] = field(default_factory=lambda: array("Q"))
    labels: array[int] = field(default_factory=lambda: array("Q"))
    refused: int = 0

    def add(self, example: Example, task: str) -> None:
        content = content_of(example, task)
        self.classes.update(content.classes)
        self.labels.append(self.numbers.setdefault(content.gold, len(self.numbers)))
        self.characters.append(len(content.text))
        self.words.append(len(words(content.text, example.language)))
        self.keys.append(text_key(content.text))
        script = dominant_script(content.text)
        if not compatible(script, example.language.script):
            self.scripts[script] += 1


def _tally(dataset: Dataset, split: str, language: Language, rejects: list[Reject]) -> _Tally:
    tally = _Tally()
    for example in dataset.examples(split, language, rejects=rejects):
        tally.add(example, dataset.task)
    return tally


def _language(language: Language, tallies: dict[str, _Tally]) -> LanguageCheck:
    train = tallies.get("train")
    unseen = {
        split: tuple(sorted(set(tally.classes) - set(train.classes)))
        for split, tally in tallies.items()
        if train is not None
    }
    return LanguageCheck(
        language=str(language),
        splits=tuple(_split(split, tally) for split, tally in tallies.items()),
        leaks=_leaks(tallies),
        unseen_labels={split: labels for split, labels in unseen.items() if labels},
    )


def _leaks(tallies: dict[str, _Tally]) -> tuple[Leak, ...]:
    pairs = combinations(ordered(tallies), 2)
    leaks = (Leak(b, a, shared(tallies[b].keys, tallies[a].keys)) for a, b in pairs)
    return tuple(leak for leak in leaks if leak.rows)


def _split(split: str, tally: _Tally) -> SplitCheck:
    return SplitCheck(
        split=split,
        rows=len(tally.keys),
        refused=tally.refused,
        classes=dict(sorted(tally.classes.items(), key=lambda item: (-item[1], item[0]))),
        characters=_spread(tally.characters),
        words=_spread(tally.words),
        duplicates=repeats(tally.keys),
        contradictions=contradictions(tally.keys, tally.labels),
        scripts=dict(tally.scripts.most_common()),
    )


def _spread(lengths: array[int]) -> Spread:
    found = sorted(lengths)
    if not found:
        return Spread(0, 0, 0)
    last = len(found) - 1
    return Spread(found[last // 2], found[-(-last * 95 // 100)], found[-1])


def _remarks(dataset: Dataset) -> tuple[str, ...]:
    try:
        return tuple(dataset.remarks())
    except InputError:
        return ()
