"""Many phrases as one pattern that shares their beginnings: looking for hundreds costs as for a few."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import regex


def phrases_pattern(phrases: Iterable[str]) -> str:
    """Return a pattern of any of these phrases, the longest that fits; of none, one that never matches."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    first = "".join(regex.escape(character) for character in sorted(root))
    return rf"(?=[{first}]){_branches(root)}" if root else "(?!)"


def _branches(node: dict[str, Any]) -> str:
    after = [
        regex.escape(character) + _branches(rest) for character, rest in sorted(node.items()) if character
    ]
    if not after:
        return ""
    inside = after[0] if len(after) == 1 and "" not in node else f"(?:{'|'.join(after)})"
    return inside + ("?" if "" in node else "")


def lowered(text: str) -> str:
    """Return text in lower case, a character for a character."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
