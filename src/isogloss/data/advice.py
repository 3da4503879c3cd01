"""From the findings of a check to sentences: what to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from isogloss.data.checking import Check, LanguageCheck
from isogloss.data.wording import counted

_NAMED = 3
_SMALL = 5


def advice(check: Check) -> tuple[str, ...]:
    """Return what a person should look at, most urgent first, a sentence or two each; none if all is well."""
    return tuple(
        sentence for part in (_faults, _labels, _leaks, _repeats, _scripts, _gaps) for sentence in part(check)
    )


def _faults(check: Check) -> Iterator[str]:
    for message in check.unreadable[:_NAMED]:
        yield f"Not readable: {message}"
    if len(check.unreadable) > _NAMED:
        yield f"Not readable: {len(check.unreadable) - _NAMED} more files or splits."
    if check.rejects:
        reasons = Counter(reject.file for reject in check.rejects)
        first = check.rejects[0]
        yield (
            f"{counted(len(check.rejects), 'row')} of {counted(len(reasons), 'file')} refused, the first at "
            f"{first.file}:{first.line}: {first.reason}. "
            "Correct them; commands stop there without --keep-going."
        )


def _labels(check: Check) -> Iterator[str]:
    for split in ("dev", "test"):
        missing = [item for item in check.languages if split in item.unseen_labels]
        if missing:
            worst = missing[0]
            yield (
                f"Labels of {split} that train lacks, in {_named(missing)}: "
                f"{_some(worst.unseen_labels[split])} ({worst.language}). "
                + (
                    "They are kept and always scored wrong."
                    if split == "test"
                    else "In the language that you train on these are bad rows."
                )
            )
    everywhere = [{label for split in item.splits for label in split.classes} for item in check.languages]
    every = {label for labels in everywhere for label in labels}
    partial = sorted(every - everywhere[0].intersection(*everywhere)) if everywhere else []
    if partial:
        yield f"Labels that not every language has: {_some(partial)}."
    spelt: dict[str, set[str]] = {}
    for label in every:
        spelt.setdefault(label.casefold(), set()).add(label)
    for names in sorted(tuple(sorted(names)) for names in spelt.values() if len(names) > 1):
        yield f"Labels that differ in case only are different classes: {', '.join(map(repr, names))}."
    yield from _sizes(check)


def _sizes(check: Check) -> Iterator[str]:
    trains = [(item, split) for item in check.languages for split in item.splits if split.split == "train"]
    alone = [item for item, split in trains if len(split.classes) == 1]
    # One kind of entity can be learnt, since most words are none; one class of texts cannot.
    if alone and check.task not in ("entities", "answers"):
        yield f"Only one class in train, so nothing can be learnt: {_named(alone)}."
    small = [
        item for item, split in trains if len(split.classes) > 1 and min(split.classes.values()) < _SMALL
    ]
    if small:
        yield f"Classes with fewer than {_SMALL} training examples: {_named(small)}."


def _leaks(check: Check) -> Iterator[str]:
    pairs: dict[tuple[str, str], list[tuple[int, LanguageCheck]]] = {}
    for item in check.languages:
        for leak in item.leaks:
            pairs.setdefault((leak.split, leak.also_in), []).append((leak.rows, item))
    for (split, other), found in pairs.items():
        rows, worst = max(found, key=lambda pair: pair[0])
        total = next(part.rows for part in worst.splits if part.split == split)
        yield (
            f"Texts of {split} that also stand in {other}, in {counted(len(found), 'language')}: most in "
            f"{worst.language} ({rows} of {total}). Scores on them flatter."
        )


def _repeats(check: Check) -> Iterator[str]:
    total = sum(split.duplicates for item in check.languages for split in item.splits)
    if total:
        found = [item for item in check.languages if any(split.duplicates for split in item.splits)]
        yield f"{counted(total, 'text')} more than once within a split: {_named(found)}."
    clashing = sum(split.contradictions for item in check.languages for split in item.splits)
    if clashing:
        found = [item for item in check.languages if any(split.contradictions for split in item.splits)]
        yield f"{counted(clashing, 'text')} with more than one label: {_named(found)}."


def _scripts(check: Check) -> Iterator[str]:
    odd: list[tuple[float, LanguageCheck, Counter[str]]] = []
    for item in check.languages:
        scripts: Counter[str] = Counter()
        for split in item.splits:
            scripts.update(split.scripts)
        if scripts:
            odd.append((scripts.total() / sum(split.rows for split in item.splits), item, scripts))
    if odd:
        odd.sort(key=lambda entry: -entry[0])
        share, worst, scripts = odd[0]
        which = ", ".join(script for script, _ in scripts.most_common(_NAMED))
        yield (
            f"Texts mostly in another script than the language's, in {counted(len(odd), 'language')}: "
            f"most in {worst.language} ({share:.1%}, {which}). "
            "Wrong texts, or a folder that should name its script."
        )


def _gaps(check: Check) -> Iterator[str]:
    has = {split.split: None for item in check.languages for split in item.splits}
    for split in ("train", "test"):
        if split not in has:
            others = ", ".join(map(repr, has))
            yield (
                f"No language has a split {split!r}; there are {others} "
                f"(isogloss transfer takes --{split}-split)."
            )
    lacking = [item for item in check.languages if "test" not in {part.split for part in item.splits}]
    if lacking and "test" in has:
        yield f"No split 'test', so no scores, in {_named(lacking)}."


def _named(items: Sequence[LanguageCheck]) -> str:
    return _some([item.language for item in items])


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
