"""Which training examples pushed which predictions, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from isogloss.report.portrait import Portrait
from isogloss.report.wording import MINUS
from isogloss.runs.row import Row

PROBE: Final = "influence"


def explanations(rows: Sequence[Row], people: Mapping[str, Portrait]) -> Iterator[tuple[str, list[str]]]:
    """Yield each prediction that was asked about, and a line for each training example, for, then against."""
    found: dict[tuple[str, str, str], list[tuple[Row, dict[str, str]]]] = {}
    for row in rows:
        if row.recipe == PROBE and row.metric == "influence":
            detail = dict(part.split("=", 1) for part in row.detail.split(";") if part)
            key = row.language, detail["example"], detail.get("system", "")
            found.setdefault(key, []).append((row, detail))
    several = len({system for _, _, system in found}) > 1
    for (language, example, system), own in found.items():
        first = own[0][1]
        name = people[language].name if language in people else language
        right = "rightly" if first["gold"] == first["predicted"] else f"it is {first['gold']}"
        by = f" by {system}" if several else ""
        title = f"{name} {example}, taken{by} for {first['predicted']} ({right}): {first['of']}"
        told = []
        for row, detail in own:
            whose = f"{detail['label']}, {detail['train']}"
            told.append(f"  {detail['side']} {_signed(row.value)}  {whose}: {detail['text']}")
        yield title, told


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", MINUS)
