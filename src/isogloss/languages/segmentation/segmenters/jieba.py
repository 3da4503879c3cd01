"""Jieba's dictionary for Chinese, in its Rust implementation."""

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

_LANGUAGES = dict.fromkeys(["zho_Hans", "zho_Hant", "yue_Hant"], "Hani")


def jieba(language: Language | None) -> Segmenter:
    """Return jieba for Chinese; raises InputError for another language, and MissingExtra."""
    return _loaded(served(language, _LANGUAGES, name="jieba"))


@cache
def _loaded(script: str) -> Segmenter:
    library = need("rjieba", extra="text", purpose="The segmenter 'jieba'")
    return LibrarySegmenter(released("rjieba"), frozenset([script]), library.cut)
