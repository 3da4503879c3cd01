"""What must be known to read a profile's numbers, the same in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from isogloss.report.profile.headlines import HEADLINES
from isogloss.report.profile.holdback import UNREADABLE
from isogloss.report.profile.reading import Probed, unreadable
from isogloss.report.wording import counted

_NAMED: Final = 8
_COUNTS: Final = frozenset({"nothing", "gaps", "repeated"})  # rows that only say what was left out


def notes(found: Probed) -> Iterator[str]:
    """Yield whose numbers say nothing, and what a probe could not ask in which language, a sentence each."""
    lost = [one.name for one in found.profile.languages if unreadable(one)]
    if lost:
        yield (
            f"Of {_named(lost)}, {100 * UNREADABLE:.0f}% of the tokens or more are unknown: their premium "
            "counts what cannot be read, and a low one is no advantage."
        )
    told: dict[tuple[str, str], set[str]] = {}
    for row in found.rows:
        if row.language:
            told.setdefault((row.recipe, row.language), set()).add(row.metric)
    empty: dict[tuple[str, str], list[str]] = {}
    for (probe, language), metrics in told.items():
        if metrics <= _COUNTS:
            little = "nothing to ask" if "nothing" in metrics else "too few sentences to tell anything"
            empty.setdefault((probe, little), []).append(found.people[language].name)
    for (probe, little), names in empty.items():
        yield f"{probe} had {little} in {_named(names)}."


def meaning(key: str) -> tuple[str, str]:
    """Return what a headline is called where it is explained, with its unit, and what it means."""
    headline = HEADLINES[key]
    return f"{headline.title}, %" if headline.unit == "share" else headline.title, headline.meaning


def _named(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    if len(names) > _NAMED:
        return f"{counted(len(names), 'language')} ({', '.join(names[:_NAMED])} …)"
    return f"{', '.join(names[:-1])} and {names[-1]}"
