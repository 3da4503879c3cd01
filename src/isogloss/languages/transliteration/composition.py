"""Bringing text to NFC, and knowing where each part of it came from."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

from isogloss.languages.aligned import Aligned, joined, unchanged
from isogloss.languages.normalisation.canonical import composed

# A character and all that may compose with it: marks, the vowels and finals of Hangul, and the one pair of
# letters (Kirat Rai's vowel signs, Unicode 16) that compose without being marks.
_CLUSTER: Final = regex.compile(r"[\s\S][\p{M}\u1161-\u1175\u11a8-\u11c2\U00016D63\U00016D67]*+")


def composed_aligned(text: str) -> Aligned:
    """Return ``text`` in NFC, which knows its source; letters with their marks are the pieces."""
    if unicodedata.is_normalized("NFC", text):
        return unchanged(text)
    clusters = (match[0] for match in _CLUSTER.finditer(text))
    return joined((cluster, composed(cluster)) for cluster in clusters)
