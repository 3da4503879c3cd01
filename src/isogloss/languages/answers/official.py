"""Normalisation of answers as two published scorers have it, their oddities included."""

from __future__ import annotations

import re
import string
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from isogloss.errors import InputError
from isogloss.languages.language import Language
from isogloss.languages.matching import broader

# Word boundaries are those of Python's re, as in the scorers.
_MLQA_ARTICLES: Final = {
    "eng": r"\b(a|an|the)\b",
    "spa": r"\b(un|una|unos|unas|el|la|los|las)\b",
    "hin": None,
    "vie": r"\b(của|là|cái|chiếc|những)\b",
    "deu": r"\b(ein|eine|einen|einem|eines|einer|der|die|das|den|dem|des)\b",
    # In words: the two letters wherever they stand; the other branch can never match.
    "ara": r"\sال^|ال",
    "zho": None,
}


def squad(text: str) -> str:
    """Return an answer as the SQuAD v1.1 scorer compares it: English articles, ASCII punctuation.

    Source: Rajpurkar et al. 2016, arXiv:1606.05250, section 6.1. XQuAD is scored so in every language.
    """
    bare = "".join(character for character in text.lower() if character not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def mlqa(text: str, language: Language) -> str:
    """Return an answer as the MLQA scorer compares it.

    Source: Lewis et al. 2020, arXiv:1910.07475, section 4.2. Raises InputError for a language that it lacks.
    """
    code = next((one for one in (language.code, *broader(language.code)) if one in _MLQA_ARTICLES), None)
    if code is None:
        raise InputError(
            f"MLQA's scorer has no rules for {language}.",
            fix="Use rules='native', or one of ara, deu, eng, hin, spa, vie, zho.",
        )
    bare = "".join(character for character in text.lower() if character not in _punctuation())
    articles = _MLQA_ARTICLES[code]
    if articles is not None:
        bare = re.sub(articles, " ", bare)
    return " ".join(_mixed(bare)) if code == "zho" else " ".join(bare.split())


def _mixed(text: str) -> Iterator[str]:
    """Return Han characters of the first block one by one, and between them what blanks part."""
    for piece in re.findall(r"[\u4e00-\u9fa5]|[^\u4e00-\u9fa5]+", text):
        yield from piece.split()


@cache
def _punctuation() -> frozenset[str]:
    marks = (chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)).startswith("P"))
    return frozenset(marks) | frozenset(string.punctuation)
