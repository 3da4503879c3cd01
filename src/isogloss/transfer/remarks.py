"""What was decided on the user's behalf and what was left out, a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from isogloss.data.examples import Example
from isogloss.data.rejects import Reject
from isogloss.languages import Language
from isogloss.languages.matching import representatives
from isogloss.metrics.table import lacking
from isogloss.training.heads.head import Lesson, as_worded
from isogloss.training.heads.table import head
from isogloss.transfer.cells import Sides, systems, taught
from isogloss.transfer.recipe import Recipe
from isogloss.transfer.splits import Reader
from isogloss.views.sampling import classes_of

_NAMED: Final = 3  # languages of a long list
_ASKED: Final = 12  # of those that are asked in another's words
# By recipe: the languages of which a class has fewer examples than it asks for, and how many.
Scarce: TypeAlias = Mapping[str, Mapping[Language, int]]


def rarest(recipe: Recipe, examples: Sequence[Example]) -> int | None:
    """Return how many examples the rarest class has, if a recipe asks for more of it, else None."""
    least = min(Counter(classes_of(examples)).values(), default=0)
    return least if recipe.k is not None and least < recipe.k else None


def remarks(
    reader: Reader, sides: Sides, recipes: Sequence[Recipe], rejects: Sequence[Reject], scarce: Scarce
) -> Iterator[str]:
    """Yield the lines, in the order of the recipes, then those of the data."""
    others = [target for target in sides.targets if target not in sides.sources]
    for recipe in recipes:
        left_out = [target for target in others if target not in taught(reader, sides, recipe)]
        if left_out:
            yield (
                f"{recipe.name}: {len(left_out)} of {len(others)} languages have no split "
                f"{reader.names.train!r} to learn from and are left out."
            )
        if few := scarce.get(recipe.name):
            told = _listed([f"{language} ({count})" for language, count in few.items()])
            yield f"{recipe.name}: a class has fewer than {recipe.k} examples, and all are taken: {told}."
        yield from _test_texts_read(reader, sides, recipe)
        yield from _words_borrowed(reader, sides, recipe)
    if rejects:
        counted = "1 row was" if len(rejects) == 1 else f"{len(rejects):,} rows were"
        yield f"{counted} set aside; rejects.jsonl says which and why."
    for name in reader.task.metrics:
        if lacks := lacking(name):
            yield f"{name} is left out: it {lacks}."
    for source in sides.sources:
        if reader.task.calibrated and not reader.has(reader.names.dev, source):
            yield f"{source} has no split {reader.names.dev!r}: calibrated on folds of training."


def _test_texts_read(reader: Reader, sides: Sides, recipe: Recipe) -> Iterator[str]:
    """Yield a line where a strategy reads the texts that it will be tried on, for want of others."""
    if not recipe.reads_target:
        return
    read = [one for one in taught(reader, sides, recipe) if not reader.has(reader.names.train, one)]
    if read:
        yield (
            f"{recipe.name}: reads the texts, not the labels, of the test split of "
            f"{_listed(list(map(str, read)))}: there is no split {reader.names.train!r}."
        )


def _words_borrowed(reader: Reader, sides: Sides, recipe: Recipe) -> Iterator[str]:
    """Yield a line for each language whose words stand in for those of languages that have none."""
    kinds = filter(None, map(as_worded, map(head, systems(reader.task, "", recipe).values())))
    translated = any(spec["view"] == "translate" for spec in recipe.test)  # to the source
    borrowed: dict[Language, dict[str, None]] = {}
    for kind in kinds:
        for source in sides.sources:
            labels = [reader.task.gold(example) for example in reader.train(source)]
            lesson = Lesson((), labels, task=reader.task.name, prompt=recipe.prompt, source=source)
            for target in taught(reader, sides, recipe):
                wanted, used = kind.spoken(source if translated else target, lesson)
                if not _same_words(wanted, used):
                    borrowed.setdefault(used, {})[str(wanted)] = None
    for used, wanted_ones in borrowed.items():
        told = _listed(list(wanted_ones), _ASKED)
        yield f"{recipe.name}: asked in {used} for want of words of their own: {told}."


def _same_words(wanted: Language, used: Language) -> bool:
    """Return whether both are one language, by whichever code: Arabic is Standard Arabic, not Egyptian."""
    one = wanted.code == used.code or wanted.code in representatives(used.code)
    return (one or used.code in representatives(wanted.code)) and wanted.script == used.script


def _listed(names: Sequence[str], most: int = _NAMED) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
