"""Examples as several views show them one after another, for a source and a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, runtime_checkable

from isogloss.data.examples import Example
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.views.table import view

# From a translator to one that remembers, so that every head sees the same text and none is asked for twice.
Remember: TypeAlias = Callable[[Translator], Translator]


@dataclass(frozen=True, slots=True)
class Shown:
    """What views made of examples, and how many of these they had to leave out."""

    examples: list[Example]
    lost: int = 0


class Showing(Protocol):
    """A view that may lose examples, and says how many."""

    def shown(self, examples: Sequence[Example]) -> Shown:
        """Return the examples as this view shows them."""
        ...


@runtime_checkable
class Directed(Protocol):
    """A view that has to know from where to where."""

    def toward(self, source: Language, target: Language, remember: Remember) -> Showing:
        """Return the view for a transfer from ``source`` to ``target``."""
        ...


def show(
    specs: Sequence[Mapping[str, Any]],
    examples: Sequence[Example],
    between: tuple[Language, Language],
    *,
    seed: int,
    remember: Remember = lambda translator: translator,
) -> Shown:
    """Return the examples after all views, in order; between: source and target.

    Raises what ``view`` raises, and InputError where a translator or a table of letters does not do.
    """
    shown = Shown(list(examples))
    for spec in specs:
        found = view(spec)
        if isinstance(found, Directed):
            turned = found.toward(*between, remember).shown(shown.examples)
            shown = Shown(turned.examples, shown.lost + turned.lost)
        else:
            shown = Shown(found(shown.examples, seed=seed), shown.lost)
    return shown
