"""What a user asks of a measurement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from isogloss import table
from isogloss.models.contracts import Pooling

InfluenceBy: TypeAlias = Literal["ekfac", "tracin"]
_POOLINGS: Final = get_args(Pooling)
_INFLUENCES: Final = get_args(InfluenceBy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is seldom changed; a probe takes those that it knows.

    lines: which sentences, ``1801-1997`` or ``1-100,200`` (all if empty). poolings: how token vectors become
    one; by default what suits the model. prices: a TOML file of prices a million tokens.
    populations: a TSV of speakers and income group by language. given: a TSV of numbers by language, to
    compare with. lexicon: a folder or file of word translations. links: a TSV of cognates and false friends.
    generations: a table of texts that a model wrote and the languages asked; prompts: one of prompts that it
    is to answer, in ``most`` tokens each. templates: a TSV of prompts of words (see ``templates``).
    scores: the folder of a run of transfers; predict: languages whose scores are to be expected; examples:
    ids of test examples to explain; influence_by: how that is told of a fine-tuned network, by the curvature
    of its loss, or by tracing its training.
    context: tokens that a prompt may have. seed: of intervals. keep_going: leave out languages that cannot
    be read, and count them.
    """

    lines: str = ""
    poolings: tuple[Pooling, ...] = ()
    prices: Path | None = None
    populations: Path | None = None
    given: Path | None = None
    lexicon: Path | None = None
    links: Path | None = None
    generations: Path | None = None
    prompts: Path | None = None
    templates: Path | None = None
    scores: Path | None = None
    predict: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    influence_by: InfluenceBy = "ekfac"
    most: int = 256
    context: int = 8192
    seed: int = 0
    keep_going: bool = False

    def files(self) -> Mapping[str, Path]:
        """Return the files and folders that were named, by option."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: path for name, path in named.items() if isinstance(path, Path)}

    def as_json(self) -> dict[str, Any]:
        """Return what differs from the defaults, as plain JSON."""
        usual = asdict(DEFAULT)
        said = {name: value for name, value in asdict(self).items() if value != usual[name]}
        return {name: str(value) if isinstance(value, Path) else value for name, value in said.items()}


DEFAULT: Final = Settings()


def poolings_named(names: Sequence[str]) -> tuple[Pooling, ...]:
    """Return the poolings of these names, each once; raises UnknownName."""
    for name in names:
        if name not in _POOLINGS:
            raise table.unknown(name, _POOLINGS, kind="pooling")
    return tuple(cast("Pooling", name) for name in dict.fromkeys(names))


def influence_named(name: str) -> InfluenceBy:
    """Return the way of telling influence that is called so; raises UnknownName."""
    if name not in _INFLUENCES:
        raise table.unknown(name, _INFLUENCES, kind="way of telling influence")
    return cast("InfluenceBy", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The question. The fields are the arguments of ``measure``; no probe named means all that can be."""

    model: str
    on: str
    languages: str
    pivot: str
    probes: tuple[str, ...]
    settings: Settings

    def as_json(self) -> dict[str, Any]:
        """Return the request as ``run.json`` keeps it."""
        return {
            "model": self.model,
            "on": self.on,
            "languages": self.languages,
            "pivot": self.pivot,
            "probes": list(self.probes),
            **self.settings.as_json(),
        }
