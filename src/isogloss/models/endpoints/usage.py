"""What an endpoint says it read and wrote."""

from __future__ import annotations

from typing import Any


def tokens_of(found: Any) -> tuple[int, int]:  # noqa: ANN401  plain JSON
    """Return the tokens read and written that a response counts; 0 where it does not say."""
    usage = found.get("usage") if isinstance(found, dict) else None
    if not isinstance(usage, dict):
        return 0, 0
    return _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))


def _count(given: object) -> int:
    return given if isinstance(given, int) and given > 0 else 0
