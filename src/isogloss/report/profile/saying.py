"""How a profile says its numbers, the same in the terminal and on the page."""

from __future__ import annotations

from isogloss.report.profile.headlines import Unit
from isogloss.report.profile.reading import Measured
from isogloss.report.wording import MINUS, percent


def said(value: float, unit: Unit) -> str:
    """Return a number as a profile says it: a share in percent, all else with two decimals."""
    return percent(value) if unit == "share" else f"{value:.2f}".replace("-", MINUS)


def short(model: str, most: int = 40) -> str:
    """Return a model's name, of a long path its last two parts."""
    kind, colon, place = model.partition(":")
    parts = place.replace("\\", "/").rstrip("/").split("/")
    return model if len(model) <= most or len(parts) <= 2 else f"{kind}{colon}…/{'/'.join(parts[-2:])}"


def interval_of(measured: Measured | None, unit: Unit) -> str:
    """Return the interval as ``0.54–0.56``, nothing where there is none."""
    if measured is None or measured.low is None or measured.high is None:
        return ""
    return f"{said(measured.low, unit)}–{said(measured.high, unit)}"
