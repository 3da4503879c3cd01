"""What a model costs in each language at given prices, and what groups of speakers pay for tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.text import Text

from isogloss.languages.display import visible
from isogloss.report.profile.details import detail_of
from isogloss.report.profile.reading import Probed
from isogloss.report.tablewidth import bare, fitted
from isogloss.report.wording import counted
from isogloss.runs.row import Row

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_SHOWN: Final = 30
_NAME: Final = 22


@dataclass(frozen=True, slots=True)
class Charge:
    """What a thousand sentences cost, at one price. interval: ``0.013–0.016``, empty where there is none."""

    text: str
    interval: str
    n: int


@dataclass(frozen=True, slots=True)
class Bill:
    """Languages down, dearest first by the first price; prices across, such as ``small-model input``."""

    currency: str
    prices: Sequence[str]
    languages: Sequence[tuple[str, str, Sequence[Charge | None]]]


def bill(found: Probed) -> Bill | None:
    """Return what a thousand sentences cost in each language; None where no prices were given."""
    of: dict[str, dict[str, Row]] = {}
    prices: dict[str, None] = {}
    currency = ""
    for row in found.rows:
        if (row.recipe, row.metric) == ("premium", "cost"):
            detail = detail_of(row)
            currency = detail["currency"]
            price = f"{detail['price']} {detail['side']}"
            prices[price] = None
            of.setdefault(row.language, {})[price] = row
    if not of:
        return None
    first = next(iter(prices))
    dearest = sorted(of, key=lambda code: -of[code][first].value if first in of[code] else 0.0)
    lines = [
        (found.people[code].name, code, [_charge(of[code].get(price)) for price in prices])
        for code in dearest
    ]
    return Bill(currency, list(prices), lines)


def groups(found: Probed) -> list[str]:
    """Return what each group of speakers pays, a sentence each; none where no speakers were given."""
    pivot = found.people[found.profile.pivot].name
    said = []
    for row in found.rows:
        if (row.recipe, row.metric) == ("premium", "weighted_premium"):
            detail = detail_of(row)
            group = "All speakers" if detail["income"] == "all" else f"Speakers of {detail['income']} income"
            of = f"{int(detail['speakers']):,} of {counted(row.n, 'language')}"
            said.append(f"{group} ({of}): {row.value:.2f} times the tokens of {pivot}.")
    return said


def bill_table(console: Console, whole: Bill) -> tuple[Table, str]:
    """Return the bill for a terminal, and what of it did not fit, as a sentence."""
    table = bare("language", width=_NAME)
    for place, price in enumerate(whole.prices):
        table.add_column(visible(price), justify="right", no_wrap=True)
        if place == 0:
            table.add_column("95%", no_wrap=True)
            table.add_column("n", justify="right", no_wrap=True)
    for name, _, charges in whole.languages[:_SHOWN]:
        cells = [Text(visible(name, limit=_NAME))]
        for place, charge in enumerate(charges):
            cells.append(Text(charge.text if charge else "–"))
            if place == 0:
                cells += [Text(charge.interval if charge else ""), Text(f"{charge.n:,}" if charge else "–")]
        table.add_row(*cells)
    shown = fitted(console, table, last=[visible(price) for price in reversed(whole.prices[1:])])
    heads = {column.header for column in shown.columns}
    left = [visible(price) for price in whole.prices if visible(price) not in heads]
    more = len(whole.languages) - _SHOWN
    missing = ([", ".join(left)] if left else []) + ([counted(more, "cheaper language")] if more > 0 else [])
    return shown, f"Also in the report: {' and '.join(missing)}." if missing else ""


def _charge(row: Row | None) -> Charge | None:
    if row is None:
        return None
    known = row.low is not None and row.high is not None
    return Charge(
        _money(row.value), f"{_money(row.low or 0)}–{_money(row.high or 0)}" if known else "", row.n
    )


def _money(value: float) -> str:
    return f"{value:,.2f}" if value >= 1 else f"{value:#.3g}"
