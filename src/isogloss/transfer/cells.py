"""The cells of a transfer, and the content that decides each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import msgspec

from isogloss.languages import Language
from isogloss.runs.cell import Cell, digest
from isogloss.tasks.task import Task
from isogloss.training.strategies.table import strategy
from isogloss.transfer.recipe import Recipe
from isogloss.transfer.splits import Reader
from isogloss.version import __version__
from isogloss.views.switching import Switch
from isogloss.views.table import view

WORKBENCH: Final = "transfer"


@dataclass(frozen=True, slots=True)
class Sides:
    """The languages of a transfer. pool: those with a train split, where a recipe wants all of them."""

    sources: tuple[Language, ...]
    targets: tuple[Language, ...]
    pool: tuple[Language, ...]


def taught(reader: Reader, sides: Sides, recipe: Recipe) -> list[Language]:
    """Return the targets that the recipe can be tried on.

    Where it wants their labels, those that have any; not a source, whose own labels are no transfer.
    Where all sources teach together the first stands for them, and the others are no targets.
    """
    if recipe.labels == "sources":
        return [target for target in sides.targets if target not in sides.sources[1:]]
    if not recipe.uses_target:
        return list(sides.targets)
    others = [target for target in sides.targets if target not in sides.sources]
    return [target for target in others if reader.has(reader.names.train, target)]


def teachers(reader: Reader, sides: Sides, recipes: Sequence[Recipe]) -> list[Language]:
    """Return the languages whose training split is read: the sources first, each once."""
    of_targets = [
        target for recipe in recipes if recipe.uses_target for target in taught(reader, sides, recipe)
    ]
    if any(recipe.reads_target for recipe in recipes):
        of_targets += [target for target in sides.targets if reader.has(reader.names.train, target)]
    return list(dict.fromkeys([*sides.sources, *sides.pool, *of_targets]))


def cells_of(
    reader: Reader, model: str, recipes: Sequence[Recipe], sides: Sides, fingerprints: Mapping[str, str]
) -> Iterator[Cell]:
    """Yield the cells in plan order: of each target first its description, then every recipe and system."""
    learners = {recipe.name: set(taught(reader, sides, recipe)) for recipe in recipes}
    for source, target in product(sides.sources, sides.targets):
        shared = {"dataset": reader.dataset.name, "source": str(source), "target": str(target)}
        yield _cell({**shared, "system": ""}, _content(reader, source, target, None, fingerprints))
        for recipe in recipes:
            apart = recipe.labels == "sources" and source != sides.sources[0]
            if apart or target not in learners[recipe.name]:
                continue
            decides = _content(reader, source, target, recipe, fingerprints)
            if recipe.labels == "sources":
                decides |= _of_sources(reader, sides.sources, fingerprints)
            tried = systems(reader.task, model, recipe).items()
            for (system, head), seed, draw in product(tried, recipe.seeds, range(recipe.draws)):
                named = {"system": system, "head": head, "recipe": recipe.name}
                yield _cell({**shared, **named, "seed": seed, "draw": draw}, decides)


def systems(task: Task, model: str, recipe: Recipe) -> dict[str, str]:
    """Return the head of each system that a recipe tries, by name: the baselines, then heads on the model."""
    heads = recipe.heads or task.heads
    if recipe.strategy and (over := strategy(recipe.strategy).over):
        heads = over if not recipe.heads else tuple(name for name in recipe.heads if name in over)
    return {**task.baselines, **{f"{model}+{head}": head for head in heads}}


def content(reader: Reader, sides: Sides, recipes: Sequence[Recipe]) -> dict[str, str]:
    """Return the fingerprint of every split that the run reads, by ``language/split``."""
    names = reader.names
    wanted = [
        *((language, names.train) for language in teachers(reader, sides, recipes)),
        *((source, names.dev) for source in sides.sources if reader.has(names.dev, source)),
        *((target, names.test) for target in sides.targets),
    ]
    return {
        f"{language}/{split}": reader.dataset.fingerprint(split, language)
        for language, split in dict.fromkeys(wanted)
    }


def _content(
    reader: Reader, source: Language, target: Language, recipe: Recipe | None, known: Mapping[str, str]
) -> dict[str, str]:
    """Return those of the ``known`` fingerprints that decide a cell, and what else does."""
    names = reader.names
    wanted = ["model", f"{source}/{names.train}", f"{source}/{names.dev}", f"{target}/{names.test}"]
    if recipe is not None and (recipe.uses_target or recipe.reads_target):
        wanted.append(f"{target}/{names.train}")
    if recipe is not None:
        wanted += [f"translator:{spec['translator']}" for spec in recipe.views if spec.get("translator")]
        switches = [one for one in map(view, recipe.views) if isinstance(one, Switch)]
        wanted += [f"words:{file}" for one in switches for file in one.files]
    if recipe is not None and recipe.labels == "all":
        wanted += [name for name in known if name.endswith(f"/{names.train}")]
    return {
        "version": __version__,
        "recipe": digest(msgspec.to_builtins(recipe)),
        **{name: known[name] for name in wanted if name in known},
    }


def _of_sources(reader: Reader, sources: Sequence[Language], known: Mapping[str, str]) -> Mapping[str, str]:
    """Return the fingerprints of what all sources teach."""
    wanted = [f"{one}/{split}" for one in sources for split in (reader.names.train, reader.names.dev)]
    return {name: known[name] for name in wanted if name in known}


def _cell(params: Mapping[str, str | int], decides: Mapping[str, str]) -> Cell:
    return Cell(workbench=WORKBENCH, params=params, fingerprints=decides)
