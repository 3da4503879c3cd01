"""Recipes: whose labels train, how many of them, and how a head is chosen. One TOML file each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from isogloss import table
from isogloss.errors import InputError
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.head import as_asking
from isogloss.training.heads.table import head
from isogloss.training.prompting.settings import MOST_SHOTS, Prompting
from isogloss.training.strategies.table import strategy
from isogloss.views.table import view

RECIPES: Final[Mapping[str, str]] = {
    "average-checkpoints": "average-checkpoints.toml",
    "average-runs": "average-runs.toml",
    "code-switched": "code-switched.toml",
    "corpus-graph": "corpus-graph.toml",
    "entity-switched": "entity-switched.toml",
    "few-shot": "few-shot.toml",
    "filter": "filter.toml",
    "multi-source": "multi-source.toml",
    "pet": "pet.toml",
    "pooled": "pooled.toml",
    "prompted": "prompted.toml",
    "romanised": "romanised.toml",
    "self-distillation": "self-distillation.toml",
    "self-training": "self-training.toml",
    "self-translate": "self-translate.toml",
    "setfit": "setfit.toml",
    "target-supervised": "target-supervised.toml",
    "translate-test": "translate-test.toml",
    "translate-train": "translate-train.toml",
    "transliterated-test": "transliterated-test.toml",
    "zero-shot": "zero-shot.toml",
}


class Recipe(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done to training data, and how a model is trained and chosen.

    labels: whose labels train: the source's, those of all sources together, the source's and the target's,
        the target's, or those of every language with a train split. k: target examples per class, all if
        absent; draws: how many times they are drawn. train: views of the training examples, in order, each
        ``{view = name, parameter = …}``; test: of the test examples, whose labels stay as they are.
    select: what C rests on; few-shot and pooled take the source's choice, for nothing of the target may
        decide.
    heads: what is trained on the model; the task's usual ones if none is named. finetune, prompt: how, where
        a head trains the model itself or asks it. strategy: ``{strategy = name, parameter = …}``, where
        training is more than fitting a head once. Baselines run as ever.
    """

    name: str
    labels: Literal["source", "sources", "source+target", "target", "all"] = "source"
    k: int | None = None
    draws: int = 1
    train: tuple[Mapping[str, Any], ...] = ()
    test: tuple[Mapping[str, Any], ...] = ()
    weights: Literal["none", "balanced"] = "none"
    select: Literal["source-cv-1se", "source-dev"] = "source-cv-1se"
    seeds: tuple[int, ...] = (0,)
    heads: tuple[str, ...] = ()
    finetune: FineTuning = FineTuning()
    prompt: Prompting = Prompting()
    strategy: Mapping[str, Any] = {}

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        if not re.fullmatch(r"\w[\w.+-]{0,79}", self.name):
            raise ValueError(
                "`name` must be 1 to 80 letters, digits and -._+, and begin with a letter or digit"
            )
        if self.k is not None and self.k < 1:
            raise ValueError("`k` must be 1 or more")
        if self.k is not None and self.labels not in ("source+target", "target"):
            raise ValueError("`k` counts target examples, so `labels` must be 'source+target' or 'target'")
        if self.draws < 1 or (self.draws > 1 and self.k is None):
            raise ValueError("`draws` must be 1, or more together with a `k`")
        if not self.seeds:
            raise ValueError("`seeds` must name one seed or more")
        if len(set(self.seeds)) < len(self.seeds) or not all(0 <= seed < 2**32 for seed in self.seeds):
            raise ValueError("`seeds` must differ, and lie between 0 and 4294967295")

    @property
    def uses_target(self) -> bool:
        """Whether labels of the target train."""
        return self.labels in ("source+target", "target")

    @property
    def per_target(self) -> bool:
        """Whether the predictor of one target differs from that of another."""
        return self.uses_target or self.reads_target or any(_toward_target(spec) for spec in self.train)

    @property
    def reads_target(self) -> bool:
        """Whether texts of the target, without their labels, take part in training."""
        return bool(self.strategy) and strategy(self.strategy).reads_target

    @property
    def views(self) -> tuple[Mapping[str, Any], ...]:
        """All views, of training and of test examples."""
        return (*self.train, *self.test)


def _toward_target(spec: Mapping[str, Any]) -> bool:
    return spec.get("view") in ("beside", "translate") and spec.get("to") == "target"


def load_recipe(name: str) -> Recipe:
    """Return the recipe that ``name`` stands for: one of RECIPES, ``few-shot:K``, or a path to a TOML file.

    Raises UnknownName for a name no table holds, InputError for a file that is no recipe, with the place.
    """
    if name.endswith(".toml"):
        return _decode(_read(Path(name)), name)
    base, _, number = name.partition(":")
    if base not in RECIPES:
        raise table.unknown(base, RECIPES, kind="recipe")
    recipe = _decode(files("isogloss.transfer.recipes").joinpath(RECIPES[base]).read_bytes(), RECIPES[base])
    if not number:
        return recipe
    counted = number.isascii() and number.isdigit() and int(number) > 0
    asking = filter(None, map(as_asking, map(head, recipe.heads)))
    shown = max((kind.most_shots for kind in asking), default=0)
    if counted and int(number) <= shown:
        prompt = msgspec.structs.replace(recipe.prompt, shots=int(number))
        return msgspec.structs.replace(recipe, prompt=prompt, name=f"{base}-{int(number)}")
    if recipe.k is None or not counted:
        raise InputError(
            f"Recipe {name!r}: only a recipe with a number of examples takes one, 1 or more.",
            fix=f"Write for example few-shot:10, or prompted:5 (at most {MOST_SHOTS}).",
        )
    return msgspec.structs.replace(recipe, k=int(number), name=f"{base}-{number}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputError(f"{path}: cannot be read: {fault.strerror}.", fix="Name a recipe file.") from None


def _decode(content: bytes, place: str) -> Recipe:
    try:
        recipe = msgspec.toml.decode(content, type=Recipe)
        for spec in recipe.views:
            view(spec)
        for name in recipe.heads:
            head(name)
        if recipe.strategy:
            strategy(recipe.strategy)
    except (msgspec.DecodeError, UnicodeDecodeError, InputError) as fault:
        raise InputError(
            f"{place}: is no recipe: {str(fault).rstrip('.?')}.",
            fix="docs/transfer.md lists what a recipe may say.",
        ) from None
    return recipe
