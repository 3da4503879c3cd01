"""From a request to cells: everything a user can get wrong is found here, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from isogloss.data.crossing import crossed
from isogloss.data.dataset import Dataset
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.registry import load_encoder
from isogloss.progress import track
from isogloss.runs.cell import digest
from isogloss.runs.engine import Plan
from isogloss.transfer import selection
from isogloss.transfer.cells import WORKBENCH, Sides, cells_of, content, taught, teachers
from isogloss.transfer.checking import check_labels, check_lessons, check_recipes
from isogloss.transfer.job import Job
from isogloss.transfer.recipe import Recipe
from isogloss.transfer.remarks import Scarce, rarest, remarks
from isogloss.transfer.request import Request
from isogloss.transfer.splits import Reader
from isogloss.transfer.supply import lists_of, supplied_recipes, translators_of
from isogloss.transfer.viewchecks import check_views


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
    check_views(reader, sides, recipes)
    if request.settings.cross_questions:
        dataset = crossed(dataset, reader.names.test, sides.targets)
        reader = Reader(dataset, reader.names, reader.keep_going)
    rejects: list[Reject] = []
    labels, scarce = _check(reader, sides, recipes, rejects)
    check_lessons(reader, sides, recipes, request.model)
    data = content(reader, sides, recipes)
    fingerprints = {"model": model.fingerprint, **translators_of(recipes), **lists_of(recipes), **data}
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
            "remarks": [*dataset.remarks(), *remarks(reader, sides, recipes, rejects, scarce)],
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


def _check(
    reader: Reader, sides: Sides, recipes: Sequence[Recipe], rejects: list[Reject]
) -> tuple[dict[Language, list[str]], Scarce]:
    """Read once all that the run will read; return each source's labels, sorted, and what is scarce."""
    labels: dict[Language, list[str]] = {}
    for source in sides.sources:
        train = reader.train(source, rejects)
        check_labels(reader, source, train)
        labels[source] = sorted({label for example in train for label in reader.task.classes(example)})
        reader.dev(source, labels[source], rejects)
    scarce = _check_taught(reader, sides, recipes, rejects)
    for target in track(sides.targets, label="reading", unit="language"):
        if not reader.test(target, rejects):
            raise _nothing_left(reader, target)
    reader.pass_over(rejects)
    return labels, scarce


def _check_taught(reader: Reader, sides: Sides, recipes: Sequence[Recipe], rejects: list[Reject]) -> Scarce:
    """Read the other training splits; return where they hold less than a recipe asks for."""
    scarce: dict[str, dict[Language, int]] = {}
    learners = {
        recipe.name: set(taught(reader, sides, recipe)) if recipe.uses_target else set() for recipe in recipes
    }
    for language in teachers(reader, sides, recipes)[len(sides.sources) :]:
        train = reader.train(language, rejects)
        for recipe in (one for one in recipes if language in learners[one.name]):
            if recipe.labels == "target" or not train:
                check_labels(reader, language, train, recipe.name)
            if (least := rarest(recipe, train)) is not None:
                scarce.setdefault(recipe.name, {})[language] = least
    return scarce


def _nothing_left(reader: Reader, target: Language) -> InputError:
    return InputError(
        f"{reader.dataset.origin}: the split {reader.names.test!r} of {target} holds no usable example.",
        fix=f"Correct it, or leave that language out with --to all,-{target}.",
    )
