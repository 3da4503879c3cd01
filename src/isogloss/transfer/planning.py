"""From a request to cells: everything a user can get wrong is found here, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from isogloss.data.crossing import crossed
from isogloss.data.dataset import Dataset
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.metrics.table import lacking
from isogloss.models.registry import load_encoder
from isogloss.progress import track
from isogloss.runs.cell import digest
from isogloss.runs.engine import Plan
from isogloss.transfer import selection
from isogloss.transfer.cells import WORKBENCH, Sides, cells_of, content, taught, teachers
from isogloss.transfer.checking import check_lessons, check_recipes
from isogloss.transfer.job import Job
from isogloss.transfer.recipe import Recipe
from isogloss.transfer.request import Request
from isogloss.transfer.splits import Reader
from isogloss.transfer.supply import supplied_recipes, translators_of
from isogloss.views.romanising import Romanise
from isogloss.views.table import view


@dataclass(frozen=True, slots=True)
class Planned:
    """A checked request: the engine's plan, and what computes its cells (once it knows the folder)."""

    plan: Plan
    job: Job


def plan(dataset: Dataset, request: Request, folder: Path | None = None) -> Planned:
    """Return what is to be done. folder: of the run, if it is not the default one.

    Raises InputError (UnknownLanguage, UnknownName, BadRow) for whatever is wrong with request or data.
    """
    reader = Reader(dataset, request.settings.splits.as_read(), request.settings.keep_going)
    recipes = supplied_recipes(request, reader.task)
    model = load_encoder(request.model)
    check_recipes(recipes, reader.task, request.model)
    sides = _sides(reader, request, recipes, model.languages)
    if request.settings.cross_questions:
        dataset = crossed(dataset, reader.names.test, sides.targets)
        reader = Reader(dataset, reader.names, reader.keep_going)
    rejects: list[Reject] = []
    labels = _check(reader, sides, recipes, rejects)
    check_lessons(reader, sides, recipes, request.model)
    data = content(reader, sides, recipes)
    fingerprints = {"model": model.fingerprint, **translators_of(recipes), **data}
    cells = list(cells_of(reader, request.model, recipes, sides, fingerprints))
    asked = {"data": dataset.origin, **request.as_json()}
    checked = Plan(
        workbench=WORKBENCH,
        request={**asked, "recipes": [msgspec.to_builtins(recipe) for recipe in recipes]},
        fingerprints=fingerprints,
        cells=cells,
        rejects=rejects,
        facts={
            "dataset": dataset.name,
            "licence": dataset.licence,
            "task": dataset.task,
            "labels": {str(source): labels[source] for source in sides.sources},
            "targets": [str(target) for target in sides.targets],
            "recipes_as_named": list(request.recipes),
            "model_languages": [str(language) for language in model.languages],
            "remarks": [*dataset.remarks(), *_remarks(reader, sides, recipes, rejects)],
            "rejects": len(rejects),
        },
    )
    place = folder or checked.default_folder(dataset.name)
    by_name = {recipe.name: recipe for recipe in recipes}
    name = f"{dataset.name}@{digest(data)[:4]}"
    job = Job(
        reader, request.model, by_name, sides.sources, sides.pool, place, fingerprints, name, len(rejects)
    )
    return Planned(checked, job)


def _sides(reader: Reader, request: Request, recipes: Sequence[Recipe], seen: tuple[Language, ...]) -> Sides:
    dataset, names = reader.dataset, reader.names
    trained, tested = dataset.languages(names.train), dataset.languages(names.test)
    for split, found, option in (
        (names.train, trained, "--train-split"),
        (names.test, tested, "--test-split"),
    ):
        if not found:
            known = sorted({split for language in dataset.languages() for split in dataset.splits(language)})
            raise InputError(
                f"{dataset.origin}: no language has a split {split!r}; it has {', '.join(known) or 'none'}.",
                fix=f"Name it with {option}.",
            )
    what = f"{dataset.origin} (split {names.train})"
    sources = tuple(dict.fromkeys(selection.one(wanted, trained, what=what) for wanted in request.source))
    if not sources:
        raise InputError("No source language was named.", fix="Write for example --from eng.")
    targets = selection.several(
        request.target, tested, seen=seen, what=f"{dataset.origin} (split {names.test})"
    )
    for recipe in recipes:
        if not taught(reader, Sides(sources, targets, ()), recipe):
            raise _without_targets(recipe, names.train)
        _check_letters(recipe, sources, targets)
    pool = trained if any(recipe.labels == "all" for recipe in recipes) else ()
    return Sides(sources, targets, pool)


def _without_targets(recipe: Recipe, split: str) -> InputError:
    if recipe.labels == "sources":
        return InputError(
            f"{recipe.name}: every target language teaches, so none is left to be tested.",
            fix="Name another language with --to.",
        )
    return InputError(
        f"{recipe.name}: none of the target languages has a split {split!r} to learn from.",
        fix="Leave that recipe out, or add labels of a target language.",
    )


def _check_letters(recipe: Recipe, sources: Sequence[Language], targets: Sequence[Language]) -> None:
    """Raise UnknownName where a view is to write a language in letters that no table leads to."""
    read = targets if recipe.labels == "target" else sources
    for specs, languages in ((recipe.train, read), (recipe.test, targets)):
        for found in map(view, specs):
            if isinstance(found, Romanise):
                for language in languages:
                    found.check(language)


def _check(
    reader: Reader, sides: Sides, recipes: Sequence[Recipe], rejects: list[Reject]
) -> dict[Language, list[str]]:
    """Read once all that the run will read; return each source's labels, sorted."""
    labels: dict[Language, list[str]] = {}
    for source in sides.sources:
        train = reader.train(source, rejects)
        labels[source] = sorted({label for example in train for label in reader.task.classes(example)})
        free = train and not any(map(reader.task.classes, train))
        if len(labels[source]) < 2 and not free:
            what = f"one class only, {labels[source][0]!r}" if labels[source] else "no examples"
            raise InputError(
                f"{reader.dataset.origin}: the split {reader.names.train!r} of {source} holds {what}.",
                fix="A classifier needs two classes: check the file and which column is the label.",
            )
        if free and (wrong := reader.task.fruitless(train)):
            raise InputError(
                f"{reader.dataset.origin}: the split {reader.names.train!r} of {source} holds {wrong}.",
                fix="Nothing can be learned from it: check the file and its columns.",
            )
        reader.dev(source, labels[source], rejects)
    for language in teachers(reader, sides, recipes)[len(sides.sources) :]:
        reader.train(language, rejects)
    for target in track(sides.targets, label="reading", unit="language"):
        if not reader.test(target, rejects):
            raise _nothing_left(reader, target)
    reader.pass_over(rejects)
    return labels


def _nothing_left(reader: Reader, target: Language) -> InputError:
    return InputError(
        f"{reader.dataset.origin}: the split {reader.names.test!r} of {target} holds no usable example.",
        fix=f"Correct it, or leave that language out with --to all,-{target}.",
    )


def _remarks(
    reader: Reader, sides: Sides, recipes: Sequence[Recipe], rejects: Sequence[Reject]
) -> Iterator[str]:
    """Yield what was decided on the user's behalf and what was left out, a line each."""
    others = [target for target in sides.targets if target not in sides.sources]
    for recipe in recipes:
        left_out = [target for target in others if target not in taught(reader, sides, recipe)]
        if left_out:
            yield (
                f"{recipe.name}: {len(left_out)} of {len(others)} languages have no split "
                f"{reader.names.train!r} to learn from and are left out."
            )
        yield from _test_texts_read(reader, sides, recipe)
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
        named = ", ".join(map(str, read[:3])) + (f" and {len(read) - 3} more" if len(read) > 3 else "")
        yield (
            f"{recipe.name}: reads the texts, not the labels, of the test split of {named}: "
            f"there is no split {reader.names.train!r}."
        )
