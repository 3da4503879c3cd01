from __future__ import annotations

from importlib.metadata import version

import pytest

from isogloss.errors import InputError
from isogloss.languages.segmentation.naming import segmentation_name


def test_words_and_terms_are_named_for_what_cut_them() -> None:
    assert segmentation_name("tha") == "clusters"
    assert segmentation_name(quality="high") == "high"


def test_a_library_is_named_with_its_version() -> None:
    pytest.importorskip("budoux")
    pytest.importorskip("Stemmer")
    assert segmentation_name("jpn", segmenter="budoux") == f"budoux-{version('budoux')}"
    snowball = segmentation_name("eng", quality="high", stemmer="snowball")
    assert snowball == f"high+snowball-{version('PyStemmer')}"


def test_what_cannot_be_cut_has_no_name() -> None:
    with pytest.raises(InputError, match="not eng_Latn"):
        segmentation_name("eng", segmenter="pythainlp")
