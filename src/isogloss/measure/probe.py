"""What a probe is: a question to a model in one language, or in all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from isogloss.languages import Language

if TYPE_CHECKING:
    from isogloss.measure.job import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One number that a probe found.

    low, high: its 95% interval, if it has one. n: how many items it rests on. detail: what tells it from the
    others of its metric, such as layer and pooling. language: whose it is, where the probe looks at all.
    interval: how that was made, for the signature.
    """

    metric: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None
    detail: Mapping[str, str | int] = field(default_factory=dict)
    language: Language | None = None
    interval: str = ""


# What a probe has to ask for: tokens; vectors of texts a layer (saved ones too); or a contract of ``models``.
Need: TypeAlias = Literal["tokens", "layers", "words", "lens", "router", "generator", "scorer", "texts"]

OfLanguage: TypeAlias = "Callable[[Job, Language], Iterable[Finding]]"
OfAll: TypeAlias = "Callable[[Job, Sequence[Language]], Iterable[Finding]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A probe: one file in ``probes``, one line in its table.

    need: what it asks a model for. paper: where it comes from. of_language: what it finds in one language;
    of_all: what it finds in all together. A probe has one of them, or both. wants: the names of settings
    of which it needs one (``lexicon``); all_wants: those of which ``of_all`` does. own_texts: it asks about
    texts that its settings bring, so that no parallel text is needed. spared_by: the setting that spares
    asking the model at all. called_by: the setting that calls for it; without that it is asked only where it
    is named, for it is of use for a few predictions and long for all. besides: what else it looks at where
    there is a parallel text and the model offers it.
    """

    name: str
    need: Need
    paper: str
    of_language: OfLanguage | None = None
    of_all: OfAll | None = None
    wants: tuple[str, ...] = ()
    all_wants: tuple[str, ...] = ()
    own_texts: bool = False
    spared_by: str = ""
    called_by: str = ""
    besides: tuple[Need, ...] = ()
