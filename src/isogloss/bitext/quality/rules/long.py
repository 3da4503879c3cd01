"""A side too long to be a sentence or a paragraph."""

from __future__ import annotations

from typing import Final

from isogloss.bitext.quality.batch import FINE, Batch, Finding

MOST: Final = 10_000


def long(batch: Batch) -> list[Finding]:
    """Find pairs with a side of more than 10,000 characters: whole documents, or lines run together."""
    return [_of(max(map(len, pair))) for pair in zip(batch.sources, batch.targets, strict=True)]


def _of(size: int) -> Finding:
    return Finding(1.0, f"{size:,} characters") if size > MOST else FINE
