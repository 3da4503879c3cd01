"""What must hold of real text in every language, not only of what we thought of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import regex

from isogloss.data.loading import load_dataset
from isogloss.languages import Language, search_terms, words
from isogloss.languages.segmentation.indexing import LONGEST_TERM, Quality

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "sib200"
LETTER = regex.compile(r"[\p{L}\p{M}]")
# In scripts without blanks a term is a pair or a 3-gram of short pieces.
LONGEST_UNSPACED = 24
UNSPACED = {"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"}

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the published data set is not at {DATA}"),
]


@cache
def texts() -> dict[Language, list[str]]:
    dataset = load_dataset(DATA)
    return {
        language: [example.text for example in dataset.examples("dev", language)]
        for language in dataset.languages("dev")
    }


def share_held(whole: list[str], language: Language, quality: Quality) -> float:
    """The share of letters and marks that lie inside a term; every term slices back."""
    letters = inside = 0
    for text in whole:
        covered = bytearray(len(text))
        for term in search_terms(text, language, quality=quality):
            assert text[term.start : term.end] == term.text
            assert len(term.text) <= (LONGEST_UNSPACED if language.script in UNSPACED else LONGEST_TERM)
            covered[term.start : term.end] = b"\1" * (term.end - term.start)
        for match in LETTER.finditer(text):
            letters += 1
            inside += covered[match.start()]
    return inside / letters


@pytest.mark.parametrize("quality", ["default", "high"])
def test_an_index_holds_nearly_every_letter_of_every_language(quality: Quality) -> None:
    low = {
        str(language): share
        for language, whole in texts().items()
        if (share := share_held(whole, language, quality)) < 0.995
    }
    assert not low


def test_between_words_there_is_nothing_but_separators() -> None:
    for language, whole in texts().items():
        for text in whole:
            end = 0
            for span in words(text, language):
                assert text[span.start : span.end] == span.text
                assert not LETTER.search(text[end : span.start]), (language, text[end : span.start])
                end = span.end
            assert not LETTER.search(text[end:]), language
