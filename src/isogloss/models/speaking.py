"""Models that do better once they are told the language, also where a contract has no argument for it."""

from __future__ import annotations

from typing import Protocol, TypeVar, runtime_checkable

from isogloss.languages import Language

T = TypeVar("T")


@runtime_checkable
class Speaks(Protocol):
    """A model that can be bound to a language: ``static``, to which languages are taught."""

    def speak(self, language: Language | None) -> object:
        """Return the model with ``language`` as that of all texts that come without one."""
        ...


def speaking(model: T, language: Language | None) -> T:
    """Return ``model`` bound to ``language`` if it can be, else the model as it is."""
    return model.speak(language) if isinstance(model, Speaks) else model  # type: ignore[return-value]  # a model stays of its kind
