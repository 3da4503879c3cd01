"""Recipes as a request supplies them: translators, lists of words, seeds; and whether they can be tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from msgspec.structs import replace

from isogloss.data.examples import Answerable, Choice, Labelled, Pair, Similarity, Tagged
from isogloss.errors import InputError
from isogloss.models.translators.table import load_translator
from isogloss.tasks.task import Task
from isogloss.training.heads.head import ExampleHead
from isogloss.training.heads.table import head
from isogloss.training.inputs import Takes
from isogloss.training.strategies.strategy import CheckedStrategy
from isogloss.training.strategies.table import strategy
from isogloss.transfer.cells import systems
from isogloss.transfer.recipe import Recipe, load_recipe
from isogloss.transfer.request import Request, Settings

# Why the test examples of some tasks cannot be put in another language.
_UNTRANSLATED: Final = {
    "answers": "answers would stand in another text than those that are right",
    "entities": "its words would be others",
    "generation": "what is written would be in the source's language, and references are not",
    "tagging": "its words would be others",
}
_ONE_CLASS: Final = (Labelled, Pair, Choice, Similarity)
# Of which examples a head can be given what it takes.
_TAKEN_OF: Final[Mapping[Takes, tuple[type, ...]]] = {
    "vectors": _ONE_CLASS,
    "texts": _ONE_CLASS,
    "tokens": (Tagged,),
    "words": (Tagged,),
    "passages": (Answerable,),
    "plain-passages": (Answerable,),
}


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


def check_recipes(recipes: Sequence[Recipe], task: Task, model: str) -> None:
    """Raise InputError for a recipe that cannot be tried on the task with the model."""
    for recipe in recipes:
        wanted = set(systems(task, model, recipe).values()) - set(task.baselines.values())
        if not wanted:
            raise InputError(
                f"{recipe.name}: its strategy trains none of the heads of {task.name}.",
                fix="Choose another recipe, or name a head in it: docs/recipes.md.",
            )
        for name in sorted(wanted):
            _check_head(name, task, model)
        if recipe.prompt.translate and "prompted" in wanted and task.name in _UNTRANSLATED:
            raise InputError(
                f"{recipe.name}: a model cannot be asked about {task.name} in English: "
                f"{_UNTRANSLATED[task.name]}.",
                fix="Take the recipe prompted.",
            )
        if recipe.strategy and isinstance(how := strategy(recipe.strategy), CheckedStrategy):
            how.check(task, model)
        if (why := _UNTRANSLATED.get(task.name)) and any(spec["view"] == "translate" for spec in recipe.test):
            raise InputError(
                f"{recipe.name}: a test set of {task.name} cannot be translated: {why}.",
                fix="Take translate-train, or carry labels over with isogloss data project.",
            )


def _check_head(name: str, task: Task, model: str) -> None:
    """Raise InputError where a head does not do the task: by its own word, else by what it takes."""
    kind = head(name)
    if hasattr(kind, "check"):
        cast("type[ExampleHead]", kind).check(task, model)
    elif task.example not in _TAKEN_OF.get(kind.takes, (task.example,)):
        raise InputError(
            f"The head {name!r} does not do {task.name}.",
            fix=f"Usual ones are {', '.join(task.heads)}; docs/recipes.md lists the others.",
        )


def _supplied(recipe: Recipe, settings: Settings) -> Recipe:
    """Return the recipe with the run's translator and lexicons in those views that name none."""

    def supplied(spec: Mapping[str, Any]) -> Mapping[str, Any]:
        if spec["view"] in ("beside", "translate") and not spec.get("translator"):
            if not settings.translator:
                raise InputError(
                    f"{recipe.name}: needs a translator, and none is named.",
                    fix="Add --translator hf:NAME or --translator lexicon:FILE.",
                )
            return {**spec, "translator": settings.translator}
        if spec["view"] == "switch" and not spec.get("lexicon") and not spec.get("entities"):
            if not settings.lexicon:
                raise InputError(
                    f"{recipe.name}: needs lists of words, and none is named.",
                    fix="Add --lexicon swh=FILE, once for each language.",
                )
            return {**spec, "lexicon": list(settings.lexicon)}
        return spec

    train, test = (tuple(map(supplied, specs)) for specs in (recipe.train, recipe.test))
    return replace(recipe, train=train, test=test)


def _tuned(recipe: Recipe, settings: Settings, task: Task) -> Recipe:
    """Return the recipe with the heads that the run wants, a fine-tuned model beside them if it does."""
    if recipe.heads:
        return recipe
    heads = tuple(dict.fromkeys(settings.heads))
    for name in heads:
        head(name)
    if settings.finetune == "none":
        return replace(recipe, heads=heads)
    adapter = "lora" if settings.finetune == "lora" else "none"
    tuning = replace(recipe.finetune, adapter=adapter)
    tried = dict.fromkeys([*(heads or task.heads), "finetuned"])
    return replace(recipe, heads=tuple(tried), finetune=tuning)


def translators_of(recipes: Sequence[Recipe]) -> dict[str, str]:
    """Return the fingerprint of each translator that a view asks; a wrong name is told here."""
    names = {spec["translator"] for recipe in recipes for spec in recipe.views if spec.get("translator")}
    return {f"translator:{name}": load_translator(name).fingerprint for name in sorted(names)}
