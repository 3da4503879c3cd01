"""PyThaiNLP's newmm: the fewest words of a Thai dictionary, cut between clusters."""

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


def pythainlp(language: Language | None) -> Segmenter:
    """Return newmm for Thai; raises InputError for another language, and MissingExtra."""
    return _loaded(served(language, {"tha_Thai": "Thai"}, name="pythainlp"))


@cache
def _loaded(script: str) -> Segmenter:
    library = need("pythainlp.tokenize.newmm", extra="text", purpose="The segmenter 'pythainlp'")
    return LibrarySegmenter(released("pythainlp"), frozenset([script]), library.segment)
