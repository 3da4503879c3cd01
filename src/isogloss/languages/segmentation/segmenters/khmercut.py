"""khmercut: a conditional random field that says where a Khmer word begins."""

from __future__ import annotations

from functools import cache

from isogloss.extras import need
from isogloss.languages.language import Language
from isogloss.languages.segmentation.segmenters.segmenter import (
    LibrarySegmenter,
    Segmenter,
    released,
    served,
)


def khmercut(language: Language | None) -> Segmenter:
    """Return khmercut for Khmer; raises InputError for another language, and MissingExtra."""
    return _loaded(served(language, {"khm_Khmr": "Khmr"}, name="khmercut"))


@cache
def _loaded(script: str) -> Segmenter:
    library = need("khmercut", extra="text", purpose="The segmenter 'khmercut'")
    return LibrarySegmenter(released("khmercut"), frozenset([script]), library.tokenize)
