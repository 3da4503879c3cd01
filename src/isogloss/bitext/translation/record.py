"""What came of translating a data set into one language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from isogloss.languages import Language


@dataclass(slots=True)
class Translated:
    """What came of translating into one language.

    asked: distinct texts that the translator was asked for; known: those that were kept from before.
    pieces: of language in all texts; finer: those translated word run by word run; kept: left as they were.
    """

    language: Language
    files: list[Path] = field(default_factory=list)
    rows: int = 0
    asked: int = 0
    known: int = 0
    pieces: int = 0
    finer: int = 0
    kept: int = 0
    doubts: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
