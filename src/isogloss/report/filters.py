"""How the page's templates say a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from isogloss.languages.display import visible
from isogloss.report.costs import amount, duration
from isogloss.report.portrait import Portrait
from isogloss.report.wording import fact, interval, percent, points, sentence_case, signed_interval

_LONGEST: Final = 1000


def shown(text: object, limit: int = _LONGEST) -> str:
    """Return text from data, harmless to look at and not without end."""
    return visible(str(text), limit=limit)


def across(share: float) -> str:
    """Return where a share stands across a bar: ``61.14%``."""
    return f"{100 * max(0.0, min(1.0, share)):.2f}%"


def aside(difference: float, most: float) -> str:
    """Return where a difference stands around the middle of a bar that ends at ``most`` on either side."""
    return f"{50 + 48 * difference / most:.2f}%"


def bcp47(portrait: Portrait) -> str:
    """Return the language tag of a portrait: ``swh-Latn``, ``und`` where it is no tag."""
    parts = portrait.language.replace("_Zyyy", "").split("_")
    return "-".join(parts) if all(part.isascii() and part.isalnum() for part in parts) else "und"


def cell(params: Mapping[str, Any]) -> str:
    """Return the parameters of a cell in one line."""
    return " ".join(f"{name}={value}" for name, value in params.items() if value not in (None, ""))


FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "across": across,
    "amount": amount,
    "aside": aside,
    "bcp47": bcp47,
    "bounds": signed_interval,
    "cell": cell,
    "duration": duration,
    "fact": fact,
    "interval": interval,
    "percent": percent,
    "points": points,
    "sentence_case": sentence_case,
    "visible": shown,
}
