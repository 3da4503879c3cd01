"""Who pays the premium: speakers and incomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isogloss.errors import InputError
from isogloss.languages import Language, chosen
from isogloss.measure.columns import by_language, number

_SPEAKERS: Final = ("speakers", "population")
_INCOME: Final = ("income", "income group", "income_group")
ALL: Final = "all"
_MOST: Final = 1e11  # speakers; fewer have ever lived


@dataclass(frozen=True, slots=True)
class Income:
    """The languages of one income group. premium: their mean, speakers weighed. speakers: of all of them."""

    name: str
    premium: float
    speakers: int
    languages: int


def by_income(path: Path, premiums: Mapping[Language, float]) -> tuple[Income, ...]:
    """Return the income groups by name and last all together, over the languages that have a premium.

    path: a table with columns ``language``, ``speakers`` and, if there is one, ``income``. Raises InputError.
    """
    header, rows = by_language(path)
    speakers, income = (_column(header, names) for names in (_SPEAKERS, _INCOME))
    if speakers is None:
        raise InputError(f"{path} has no column 'speakers'.", fix=f"It has {', '.join(map(repr, header))}.")
    sums: dict[str, list[tuple[float, float]]] = {}
    for language, values in rows.items():
        measured = next((premiums[one] for one in chosen(str(language), premiums)), None)
        if measured is None:
            continue
        weight = number(values[speakers], path, f"the speakers of {language}")
        if not 0 <= weight <= _MOST:
            raise InputError(f"{path}: {language} has {weight:,.6g} speakers.", fix="Correct it.")
        group = values[income] if income is not None and values[income] else "unknown"
        for name in {group.replace(";", ","), ALL}:
            sums.setdefault(name, []).append((weight, measured))
    ordered = sorted(sums, key=lambda name: (name == ALL, name))
    return tuple(
        Income(
            name,
            sum(weight * premium for weight, premium in sums[name]) / total,
            round(total),
            len(sums[name]),
        )
        for name in ordered
        if (total := sum(weight for weight, _ in sums[name])) > 0
    )


def uncounted(path: Path | None, languages: Sequence[Language]) -> Iterator[str]:
    """Yield what to say of the languages that a table of populations, if any, lacks: no total holds them."""
    if path is None:
        return
    named = {one for code in by_language(path)[1] for one in chosen(str(code), languages)}
    lacking = [str(language) for language in languages if language not in named]
    if lacking:
        shown = ", ".join(lacking[:5]) + (" …" if len(lacking) > 5 else "")
        yield f"{len(lacking)} of {len(languages)} languages have no speakers in {path}: {shown}."


def _column(header: tuple[str, ...], names: tuple[str, ...]) -> int | None:
    return next((place for place, name in enumerate(header) if name.strip().casefold() in names), None)
