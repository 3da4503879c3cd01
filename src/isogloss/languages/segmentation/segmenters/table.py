"""The table of segmenters: a name, and what makes one for a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_HERE: Final = "isogloss.languages.segmentation.segmenters."

SEGMENTERS: Final[Mapping[str, str]] = {
    "budoux": _HERE + "budoux:budoux",
    "clusters": _HERE + "clusters:clusters",
    "jieba": _HERE + "jieba:jieba",
    "khmercut": _HERE + "khmercut:khmercut",
    "laonlp": _HERE + "laonlp:laonlp",
    "pythainlp": _HERE + "pythainlp:pythainlp",
}
