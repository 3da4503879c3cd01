"""LaoNLP's dictionary of Lao."""

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


def laonlp(language: Language | None) -> Segmenter:
    """Return LaoNLP's words for Lao; raises InputError for another language, and MissingExtra."""
    return _loaded(served(language, {"lao_Laoo": "Laoo"}, name="laonlp"))


@cache
def _loaded(script: str) -> Segmenter:
    corpus = need("laonlp.corpus", extra="text", purpose="The segmenter 'laonlp'")
    newmm = need("pythainlp.tokenize.newmm", extra="text", purpose="The segmenter 'laonlp'")
    trie = need("pythainlp.util", extra="text", purpose="The segmenter 'laonlp'")
    dictionary = trie.Trie(corpus.lao_words())

    def cut(run: str) -> list[str]:
        # LaoNLP 1.3 lists every path through a run before it takes the shortest: 3,000 ambiguous characters
        # fill the memory. PyThaiNLP, from which its cutter was forked, walks the same dictionary safely.
        words: list[str] = newmm.segment(run, dictionary)
        return words

    return LibrarySegmenter(released("laonlp"), frozenset([script]), cut)
