"""The table of stemmers: a name, and what makes one for a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_HERE: Final = "isogloss.languages.segmentation.stemmers."

STEMMERS: Final[Mapping[str, str]] = {
    "simplemma": _HERE + "simplemma:simplemma",
    "snowball": _HERE + "snowball:snowball",
}
