"""How a signature names what cut a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isogloss.languages.segmentation.indexing import Quality
from isogloss.languages.segmentation.segmenters import load_segmenter
from isogloss.languages.segmentation.stemmers import load_stemmer

if TYPE_CHECKING:
    from isogloss.languages.language import Language
    from isogloss.languages.segmentation.segmenters import Segmenter
    from isogloss.languages.segmentation.stemmers import Stemmer


def segmentation_name(
    language: Language | str | None = None,
    *,
    segmenter: str | Segmenter = "clusters",
    quality: Quality | None = None,
    stemmer: str | Stemmer | None = None,
) -> str:
    """Return the name of a way to cut text, for the field ``seg`` of a signature.

    Of words it is the segmenter: ``clusters``, ``budoux-0.10.1``. Of search terms (``quality`` is given) it
    is the quality, and the stemmer if there is one: ``default``, ``high+snowball-3.1.0``.
    Raises what ``words`` and ``search_terms`` raise for these arguments.
    """
    parts: list[str] = [quality] if quality else [load_segmenter(segmenter, language).name]
    if stemmer is not None:
        parts.append(load_stemmer(stemmer, language).name)
    return "+".join(parts)
