"""A data set: splits of examples in one or many languages, read when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from isogloss.data.rejects import Reject
from isogloss.languages import Language


class Dataset(Protocol):
    """Labelled examples by split and language. Readers make them; users may bring their own.

    A data set can be pickled cheaply (it holds paths and choices, not texts): workers read for themselves.
    """

    @property
    def name(self) -> str:
        """What the data set is called in rows and reports."""
        ...

    @property
    def task(self) -> str:
        """The kind of task its examples belong to, as in the table of tasks."""
        ...

    @property
    def origin(self) -> str:
        """Where it came from, as the user named it."""
        ...

    @property
    def licence(self) -> str:
        """Its licence; empty where nothing tells."""
        ...

    def languages(self, split: str | None = None) -> tuple[Language, ...]:
        """Return the languages that have ``split`` (or any split), in the order of the data."""
        ...

    def splits(self, language: Language) -> tuple[str, ...]:
        """Return the names of the splits of ``language``; ``train``, ``dev``, ``test`` where standard."""
        ...

    def examples(
        self, split: str, language: Language, *, rejects: list[Reject] | None = None
    ) -> Iterator[Any]:
        """Yield the examples in file order: records of the type that the task kind has.

        A bad row raises BadRow, or is appended to ``rejects`` where a list is given.
        Raises InputError if the language has no such split.
        """
        ...

    def fingerprint(self, split: str, language: Language) -> str:
        """Return 64 hexadecimal digits that change whenever the split's examples do."""
        ...

    def remarks(self) -> Sequence[str]:
        """Return what was chosen on the user's behalf (columns, formats), a line each, to be printed."""
        ...
