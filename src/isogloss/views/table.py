"""Views by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

VIEWS: Final[Mapping[str, str]] = {
    "sample": "isogloss.views.sampling:sample",
}
