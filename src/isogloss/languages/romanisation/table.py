"""The table of romanisers: a name, and what makes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ROMANIZERS: Final[Mapping[str, str]] = {
    "builtin": "isogloss.languages.romanisation.builtin:BuiltinRomanizer",
    "uroman": "isogloss.languages.romanisation.universal:UromanRomanizer",
}
