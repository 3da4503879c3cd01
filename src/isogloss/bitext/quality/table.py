"""Which rules there are, and how some of them are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from isogloss import table
from isogloss.bitext.quality.batch import Rule
from isogloss.errors import InputError

_HERE = "isogloss.bitext.quality.rules"

# name -> a function of a batch of pairs that returns a finding for each
RULES: Final[Mapping[str, str]] = {
    "copied": f"{_HERE}.copied:copied",
    "empty": f"{_HERE}.empty:empty",
    "encoding": f"{_HERE}.encoding:encoding",
    "language": f"{_HERE}.language:language",
    "length": f"{_HERE}.length:length",
    "long": f"{_HERE}.long:long",
    "margin": f"{_HERE}.margin:margin",
    "numbers": f"{_HERE}.numbers:numbers",
    "perplexity": f"{_HERE}.perplexity:perplexity",
    "placeholders": f"{_HERE}.placeholders:placeholders",
    "roundtrip": f"{_HERE}.roundtrip:roundtrip",
    "script": f"{_HERE}.script:script",
    "similarity": f"{_HERE}.similarity:similarity",
}
# These ask a model that somebody has to name.
ON_DEMAND: Final = ("perplexity", "roundtrip")
# Where one of these fires, nothing else counts.
FATAL: Final = ("empty", "long")


def chosen_rules(wanted: str | Iterable[str] | None, *, also: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of rules in the order of the table.

    wanted: names, or one text with commas between. A leading ``-`` takes a rule away; where no name stands
    without it, from all that ask no model and those of ``also``. None or nothing: those. Raises UnknownName
    with the nearest names, and InputError if none is left.
    """
    names = wanted.split(",") if isinstance(wanted, str) else list(wanted or ())
    names = [name.strip() for name in names if name.strip()]
    for name in names:
        if name.removeprefix("-") not in RULES:
            raise table.unknown(name.removeprefix("-"), RULES, kind="rule")
    named = [name for name in names if not name.startswith("-")]
    taken = {name[1:] for name in names if name.startswith("-")}
    start = named or [name for name in RULES if name not in ON_DEMAND or name in also]
    found = tuple(name for name in RULES if name in start and name not in taken)
    if not found:
        raise InputError("No rule is left to judge by.", fix=f"Name some of {', '.join(RULES)}.")
    return found


def load_rule(name: str) -> Rule:
    """Return the rule of this name; raises UnknownName with the nearest names."""
    found: Rule = table.load(RULES, name, kind="rule")
    return found
