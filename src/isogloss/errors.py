"""Every error a user can meet.

IsoglossError           the root; one sentence for a person, and what to do about it
├── InputError          what came in (a file, a row, a name, an option) is at fault: exit code 2
│   ├── BadRow          one row of a data file; --keep-going sets such rows aside
│   ├── UnknownLanguage a code or name that no table knows
│   └── UnknownName     a name that a table of parts (models, recipes, readers) does not hold
├── MissingExtra        an optional dependency is not installed
├── Unwritable          the disk refuses: full, read-only, no such place; stops a run at once
├── RunBusy             another process owns the run folder
└── RunMismatch         the run folder holds another run than the one asked for
"""

from __future__ import annotations


class IsoglossError(Exception):
    """What is wrong, where, and what to do: a message for a person, printed as one line."""

    def __init__(self, message: str, *, fix: str = "") -> None:
        """Keep the message and the remedy apart, so that a door can style them."""
        super().__init__(f"{message} {fix}".rstrip())
        self.message = message
        self.fix = fix

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return (_rebuild, (type(self), self.message, self.fix, self.__dict__))


class InputError(IsoglossError):
    """The input or the command is at fault."""


class BadRow(InputError):
    """One row of a data file cannot be used; readers set it aside under ``--keep-going``."""


class UnknownLanguage(InputError):
    """No table knows this language."""


class UnknownName(InputError):
    """A table of parts does not hold this name."""


class MissingExtra(InputError):
    """An optional dependency is needed and not installed."""


class Unwritable(InputError):
    """The disk refuses what was to be written; no other piece of work would fare better."""


class RunBusy(InputError):
    """Another process owns the run folder."""


class RunMismatch(InputError):
    """The run folder holds another run than the one asked for."""


def _rebuild(kind: type[IsoglossError], message: str, fix: str, state: dict[str, object]) -> IsoglossError:
    error = kind.__new__(kind)
    IsoglossError.__init__(error, message, fix=fix)
    error.__dict__.update(state)
    return error
