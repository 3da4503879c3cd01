"""Whether recipes can be tried, with the task, model and labels at hand: told before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, cast

from isogloss.data.examples import Answerable, Choice, Example, Labelled, Pair, Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.tasks.task import Task
from isogloss.training.finetuning.adapter import need_peft
from isogloss.training.heads.head import ExampleHead, Lesson, TuningHead, WaryHead, as_asking, as_tuning
from isogloss.training.heads.table import head
from isogloss.training.inputs import Takes
from isogloss.training.strategies.strategy import CheckedStrategy
from isogloss.training.strategies.table import strategy
from isogloss.transfer.cells import Sides, systems, taught
from isogloss.transfer.recipe import Recipe
from isogloss.transfer.splits import Reader

_ONE_CLASS: Final = (Labelled, Pair, Choice)  # heads that learn scores check the task themselves
# Of which examples a head can be given what it takes.
_TAKEN_OF: Final[Mapping[Takes, tuple[type, ...]]] = {
    "vectors": _ONE_CLASS,
    "texts": _ONE_CLASS,
    "tokens": (Tagged,),
    "words": (Tagged,),
    "passages": (Answerable,),
    "plain-passages": (Answerable,),
}


def check_recipes(recipes: Sequence[Recipe], task: Task, model: str) -> None:
    """Raise InputError for a recipe that cannot be tried on the task with the model."""
    for recipe in recipes:
        if idle := sorted(set(recipe.heads) & set(task.baselines.values())):
            raise InputError(
                f"{recipe.name}: the head {idle[0]!r} is a baseline of {task.name}, and every run has those.",
                fix=f"Leave it out; usual heads are {', '.join(task.heads)}.",
            )
        wanted = set(systems(task, model, recipe).values()) - set(task.baselines.values())
        if not wanted:
            raise InputError(
                f"{recipe.name}: its strategy trains none of the heads of {task.name}.",
                fix="Choose another recipe, or name a head in it: docs/recipes.md.",
            )
        for name in sorted(wanted):
            _check_head(name, task, model)
        _check_adapter(recipe, wanted)
        _check_beside(recipe, wanted)
        asks = any(as_asking(head(name)) for name in wanted)
        if recipe.prompt.translate and asks and task.untranslatable:
            raise InputError(
                f"{recipe.name}: a model cannot be asked about {task.name} in English: "
                f"{task.untranslatable}.",
                fix="Take the recipe prompted.",
            )
        if recipe.strategy and isinstance(how := strategy(recipe.strategy), CheckedStrategy):
            how.check(task, model)
        if task.untranslatable and any(spec["view"] == "translate" for spec in recipe.test):
            raise InputError(
                f"{recipe.name}: a test set of {task.name} cannot be translated: {task.untranslatable}.",
                fix="Take translate-train, or carry labels over with isogloss data project.",
            )


def check_labels(reader: Reader, language: Language, examples: Sequence[Example], what: str = "") -> None:
    """Raise InputError where nothing can be learned from a language's training examples alone.

    what: the recipe that would learn from them; empty for all of a run.
    """
    named = f"{what}: " if what else ""
    where = f"{named}{reader.dataset.origin}: the split {reader.names.train!r} of {language} holds"
    labels = {label for example in examples for label in reader.task.classes(example)}
    free = bool(examples) and not any(map(reader.task.classes, examples))
    out = f", or leave that language out with --to all,-{language}" if what else ""
    if len(labels) < 2 and not free:
        raise InputError(
            f"{where} {f'one class only, {labels.pop()!r}' if labels else 'no examples'}.",
            fix=f"A classifier needs two classes: check the file and which column is the label{out}.",
        )
    if free and (wrong := reader.task.fruitless(examples)):
        raise InputError(
            f"{where} {wrong}.",
            fix=f"Nothing can be learned from it: check the file and its columns{out}.",
        )


def check_lessons(reader: Reader, sides: Sides, recipes: Sequence[Recipe], model: str) -> None:
    """Raise InputError where a head cannot learn from what it will be given."""
    for recipe in recipes:
        for name in dict.fromkeys(systems(reader.task, model, recipe).values()):
            kind = head(name)
            if not isinstance(kind, WaryHead):
                continue
            for source in sides.sources:
                for target in taught(reader, sides, recipe):
                    kind.check_lesson(_lesson(reader, sides, recipe, model, (source, target)))


def _lesson(
    reader: Reader, sides: Sides, recipe: Recipe, model: str, pair: tuple[Language, Language]
) -> Lesson:
    """Return what a head will learn from, views apart, and among its inputs what it will be tried on."""
    source, target = pair
    languages = {
        "source": [source],
        "sources": sides.sources,
        "source+target": [source, target],
        "target": [target],
        "all": sides.pool,
    }
    examples = [example for language in languages[recipe.labels] for example in reader.train(language)]
    return Lesson(
        inputs=[*examples, *reader.test(target)],
        labels=[reader.task.gold(example) for example in examples],
        task=reader.task.name,
        model=model,
        finetune=recipe.finetune,
        prompt=recipe.prompt,
        source=source,
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


def _check_adapter(recipe: Recipe, heads: Collection[str]) -> None:
    """Raise InputError where a head takes no adapter, MissingExtra where what makes one is not installed."""
    if recipe.finetune.adapter == "none":
        return
    tuning = _tuning(recipe, heads)
    if whole := [name for name, kind in tuning.items() if not kind.takes_adapter]:
        raise InputError(
            f"{recipe.name}: the head {whole[0]!r} trains all weights, and takes no adapter.",
            fix='Leave `adapter = "none"` in the recipe.',
        )
    if tuning:
        need_peft()


def _check_beside(recipe: Recipe, heads: Collection[str]) -> None:
    """Raise InputError where two texts are to be read at once and there is but one."""
    if not any(kind.reads_beside for kind in _tuning(recipe, heads).values()):
        return
    for name, specs, to in (("train", recipe.train, "target"), ("test", recipe.test, "source")):
        if not any(spec["view"] == "beside" for spec in specs):
            raise InputError(
                f"{recipe.name}: two texts are read at once, and nothing under `{name}` puts a translation "
                "beside one.",
                fix=f'Write {name} = [{{ view = "beside", to = "{to}" }}], or take the recipe filter.',
            )


def _tuning(recipe: Recipe, heads: Collection[str]) -> dict[str, TuningHead]:
    """Return those that train the model itself: of the heads, and what the recipe's strategy gives."""
    given = strategy(recipe.strategy).gives if recipe.strategy else ""
    kinds = {name: as_tuning(head(name)) for name in sorted({*heads, given} - {""})}
    return {name: kind for name, kind in kinds.items() if kind is not None}
