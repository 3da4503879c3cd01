"""BudouX: small linear models that say where a word begins, for Chinese, Japanese and Thai."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from isogloss.extras import need
from isogloss.languages.language import Language
from isogloss.languages.segmentation.segmenters.segmenter import (
    LibrarySegmenter,
    Segmenter,
    released,
    served,
)

# Of its two models for Japanese the one that cuts words; the other keeps particles with what they follow.
_MODELS = {
    "zho_Hans": "zh-hans",
    "zho_Hant": "zh-hant",
    "yue_Hant": "zh-hant",
    "jpn_Jpan": "ja_word",
    "tha_Thai": "th",
}
_SCRIPTS = {
    "ja_word": frozenset(["Hani", "Hira", "Kana"]),
    "th": frozenset(["Thai"]),
    "zh-hans": frozenset(["Hani"]),
    "zh-hant": frozenset(["Hani"]),
}


def budoux(language: Language | None) -> Segmenter:
    """Return BudouX with the model of a language; raises InputError for another, and MissingExtra."""
    return _loaded(served(language, _MODELS, name="budoux"))


@cache
def _loaded(model: str) -> Segmenter:
    library = need("budoux", extra="text", purpose="The segmenter 'budoux'")
    content = (files("budoux") / "models" / f"{model}.json").read_text("utf-8")
    return LibrarySegmenter(released("budoux"), _SCRIPTS[model], library.Parser(json.loads(content)).parse)
