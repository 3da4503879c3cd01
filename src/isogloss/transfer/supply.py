"""Recipes as a request supplies them: translators, lists of words, seeds, heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from isogloss.data.fingerprint import content_digest
from isogloss.errors import InputError
from isogloss.models.translators.table import load_translator
from isogloss.tasks.task import Task
from isogloss.training.heads.head import as_tuning
from isogloss.training.heads.table import FINE_TUNED, head
from isogloss.training.strategies.table import strategy
from isogloss.transfer.recipe import Recipe, load_recipe
from isogloss.transfer.request import Request, Settings
from isogloss.views.switching import Switch
from isogloss.views.table import view


def supplied_recipes(request: Request, task: Task) -> list[Recipe]:
    """Return the recipes asked for, with what the request says to all of them.

    Raises InputError where one lacks what nothing supplies, or two have one name.
    """
    if not request.recipes:
        raise InputError("No recipe was named.", fix="Write for example --recipes zero-shot,few-shot:10.")
    settings = request.settings
    recipes = [_tuned(_supplied(load_recipe(name), settings), settings, task) for name in request.recipes]
    if (seed := request.settings.seed) is not None:
        if not 0 <= seed < 2**32:
            raise InputError(f"The seed {seed} is not between 0 and 4294967295.", fix="Choose another.")
        recipes = [replace(recipe, seeds=(seed,)) for recipe in recipes]
    names = [recipe.name for recipe in recipes]
    if len(set(names)) < len(names):
        raise InputError(f"The recipes {', '.join(names)} are not all different.", fix="Name each once.")
    if request.settings.weights is None:
        return recipes
    return [replace(recipe, weights=request.settings.weights) for recipe in recipes]


def _supplied(recipe: Recipe, settings: Settings) -> Recipe:
    """Return the recipe with the run's translator and lexicons in those views that name none."""
    train, test = (
        tuple(_with_sources(spec, recipe.name, settings) for spec in specs)
        for specs in (recipe.train, recipe.test)
    )
    return replace(recipe, train=train, test=test)


def _with_sources(spec: Mapping[str, Any], recipe: str, settings: Settings) -> Mapping[str, Any]:
    """Return a view with the run's translator or lexicons if it needs some and names none."""
    if spec["view"] in ("beside", "translate") and not spec.get("translator"):
        if not settings.translator:
            raise InputError(
                f"{recipe}: needs a translator, and none is named.",
                fix="Add --translator hf:NAME or --translator lexicon:FILE.",
            )
        return {**spec, "translator": settings.translator}
    if spec["view"] == "switch" and not spec.get("lexicon") and not spec.get("entities"):
        if not settings.lexicon:
            raise InputError(
                f"{recipe}: needs lists of words, and none is named.",
                fix="Add --lexicon swh=FILE, once for each language.",
            )
        return {**spec, "lexicon": list(settings.lexicon)}
    return spec


def _tuned(recipe: Recipe, settings: Settings, task: Task) -> Recipe:
    """Return the recipe with the heads that the run wants, a fine-tuned model beside them if it does.

    A recipe that names its heads keeps them; where it fine-tunes, it does so by low-rank updates if the run
    says so. Nothing is fine-tuned by a strategy of another head.
    """
    lora = replace(recipe, finetune=replace(recipe.finetune, adapter="lora"))
    if recipe.heads:
        whole = recipe.strategy and strategy(recipe.strategy).gives  # of another head than was named
        updated = not whole and any(map(_takes_adapter, recipe.heads))
        return lora if settings.finetune == "lora" and updated else recipe
    heads = tuple(dict.fromkeys(settings.heads))
    for name in heads:
        head(name)
    if settings.finetune == "none" or not _trains(recipe, FINE_TUNED):
        return replace(recipe, heads=heads)
    tried = dict.fromkeys([*(heads or task.heads), FINE_TUNED])
    return replace(lora if settings.finetune == "lora" else recipe, heads=tuple(tried))


def _trains(recipe: Recipe, name: str) -> bool:
    """Return whether the recipe's strategy can train a head, or there is none that could not."""
    over = strategy(recipe.strategy).over if recipe.strategy else ()
    return not over or name in over


def _takes_adapter(name: str) -> bool:
    kind = as_tuning(head(name))
    return kind is not None and kind.takes_adapter


def translators_of(recipes: Sequence[Recipe]) -> dict[str, str]:
    """Return the fingerprint of each translator that a view asks; a wrong name is told here."""
    names = {spec["translator"] for recipe in recipes for spec in recipe.views if spec.get("translator")}
    return {f"translator:{name}": load_translator(name).fingerprint for name in sorted(names)}


def lists_of(recipes: Sequence[Recipe]) -> dict[str, str]:
    """Return the fingerprint of each list of words and table of names by which views switch words."""
    found = [view(spec) for recipe in recipes for spec in recipe.views]
    files = {file for one in found if isinstance(one, Switch) for file in one.files}
    return {f"words:{file}": content_digest(file) for file in sorted(files)}
