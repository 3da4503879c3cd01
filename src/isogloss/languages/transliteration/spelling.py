"""A script's own way of writing what another script spells out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from isogloss.languages.aligned import Aligned, substituted


@dataclass(frozen=True)
class Spelling:
    """What is written instead of what a pattern finds: by the whole match, or as ``instead`` says."""

    pattern: regex.Pattern[str]
    instead: Mapping[str, str]

    def rewritten(self, text: str) -> str:
        """Return the text in this spelling."""
        return self.pattern.sub(lambda match: self.instead[match[0]], text)

    def aligned(self, text: str) -> Aligned:
        """Return the text in this spelling, which knows its source."""
        return substituted(text, self.pattern, lambda match: self.instead[match[0]])
