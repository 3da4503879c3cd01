"""What an approach took, and what was looked at to choose it, as a table says both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from isogloss.report.reading import Approach, Reading, Trial
from isogloss.runs.signature import Signature

_SELECTED: Final = {
    "": "nothing",
    "fixed": "nothing",
    "source-cv-1se": "source cv",
    "source-loo-1se": "source cv",
    "target-loo-1se": "target cv",
    "target-cv-1se": "target cv",
}
_MINUTE: Final = 60.0
_MANY: Final = 1000


class Spent(Struct, frozen=True, kw_only=True):
    """Seconds of training and of prediction over all cells of an approach; tokens of endpoints."""

    training_seconds: float
    prediction_seconds: float
    tokens_read: int = 0
    tokens_written: int = 0

    @property
    def seconds(self) -> float:
        """Both together."""
        return self.training_seconds + self.prediction_seconds

    @property
    def tokens(self) -> int:
        """Both together."""
        return self.tokens_read + self.tokens_written


def spent(reading: Reading) -> Mapping[Approach, Spent]:
    """Return what each approach took; none of those of which nothing was measured.

    A predictor that several cells share was trained once and counts once.
    """
    by_cell = {cost.cell: cost for cost in reading.run.costs()}
    found: dict[Approach, Spent] = {}
    for approach in reading.approaches:
        costs = [by_cell[cell] for cell in _cells(reading, approach) if cell in by_cell]
        if costs:
            trained = {cost.predictor: cost.training_seconds for cost in costs}
            found[approach] = Spent(
                training_seconds=sum(trained.values()),
                prediction_seconds=sum(cost.prediction_seconds for cost in costs),
                tokens_read=sum(cost.tokens_read for cost in costs),
                tokens_written=sum(cost.tokens_written for cost in costs),
            )
    return found


def _cells(reading: Reading, approach: Approach) -> list[str]:
    found = (
        row.cell
        for (one, _), trials in reading.trials.items()
        if one == approach
        for trial in trials
        for row in trial.rows.values()
    )
    return list(dict.fromkeys(found))


def selected_on(trials: Iterable[Trial]) -> str:
    """Return what was looked at to choose strength or epochs: nothing, source cv or source dev.

    The signatures tell; empty where none does.
    """
    signed = {row.signature for trial in trials for row in trial.rows.values() if row.signature}
    records = [Signature.parse(line) for line in sorted(signed)]
    if not any(record.head for record in records):
        return ""
    return ", ".join(sorted({_SELECTED.get(one.select, one.select.replace("-", " ")) for one in records}))


def duration(seconds: float) -> str:
    """Return seconds as they are best read: ``0.4 s``, ``12 s``, ``3.5 min``, ``2.0 h``."""
    if seconds < _MINUTE:
        return f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:.0f} s"
    if seconds < _MINUTE**2:
        return f"{seconds / _MINUTE:.1f} min"
    return f"{seconds / _MINUTE**2:.1f} h"


def amount(count: int) -> str:
    """Return a count in thousands or millions: ``812``, ``12.4k``, ``3.1M``."""
    if count < _MANY:
        return str(count)
    return f"{count / _MANY:.1f}k" if count < 0.99995 * _MANY**2 else f"{count / _MANY**2:.1f}M"
