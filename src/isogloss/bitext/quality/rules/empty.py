"""A side that says nothing."""

from __future__ import annotations

from isogloss.bitext.quality.batch import FINE, Batch, Finding


def empty(batch: Batch) -> list[Finding]:
    """Find sides that are blank, and such that hold neither a letter nor a digit where the other does."""
    return [_of(*pair) for pair in zip(batch.sources, batch.targets, strict=True)]


def _of(source: str, target: str) -> Finding:
    blank = [name for name, text in (("source", source), ("target", target)) if not text.strip()]
    if blank:
        return Finding(1.0, f"{' and '.join(blank)} blank")
    says = [any(map(str.isalnum, text)) for text in (source, target)]
    if says[0] == says[1]:
        return FINE
    return Finding(1.0, f"no letter and no digit in the {'target' if says[0] else 'source'}")
