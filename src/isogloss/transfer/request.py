"""What a user asks of a transfer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from msgspec.structs import asdict

from isogloss.data.columns import Columns
from isogloss.transfer.splits import SplitNames


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is seldom changed.

    columns: names of columns that are not to be found by name; they say nothing of a data set of one's own.
    weights: of the classes; None leaves it to the recipe. seed: None leaves it to the recipe (0, if that says
        nothing). translator, lexicon: for the views ``translate`` and ``switch`` of recipes that name none.
    heads: what is trained on the model by recipes that name no heads, in place of the task's usual ones.
    finetune: whether recipes that name no heads also train the model itself, whole or by low-rank updates.
    cross_questions: ask the questions of each test language about the passages of all (parallel by id).
    keep_going: set bad rows aside.
    """

    columns: Columns = field(default_factory=Columns)
    splits: SplitNames = field(default_factory=SplitNames)
    weights: Literal["none", "balanced"] | None = None
    seed: int | None = None
    translator: str = ""
    lexicon: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    finetune: Literal["none", "full", "lora"] = "none"
    cross_questions: bool = False
    keep_going: bool = False


DEFAULT: Final = Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The question, apart from the data. The fields are the arguments of ``transfer``."""

    source: tuple[str, ...]
    target: str
    model: str
    recipes: tuple[str, ...]
    settings: Settings

    def as_json(self) -> dict[str, Any]:
        """Return the request as ``run.json`` keeps it, under the names of the command's options."""
        settings = self.settings
        return {
            "from": list(self.source),
            "to": self.target,
            "model": self.model,
            "columns": {name: said for name, said in asdict(settings.columns).items() if said is not None},
            "splits": [settings.splits.train, settings.splits.dev, settings.splits.test],
            "class_weights": settings.weights,
            **({} if settings.seed is None else {"seed": settings.seed}),
            **({"translator": settings.translator} if settings.translator else {}),
            **({"lexicon": list(settings.lexicon)} if settings.lexicon else {}),
            **({"heads": list(settings.heads)} if settings.heads else {}),
            **({} if settings.finetune == "none" else {"finetune": settings.finetune}),
            **({"cross_questions": True} if settings.cross_questions else {}),
            "keep_going": settings.keep_going,
        }
