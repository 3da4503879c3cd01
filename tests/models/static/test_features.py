from __future__ import annotations

import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors import safe_open

from isogloss.models.static.characters import TABLE, characters, normalise
from isogloss.models.static.features import BUCKETS, features
from tests.models.static.slow import slow_features
from tests.models.static.texts import AWKWARD, every_script

with safe_open(TABLE, framework="numpy") as _table:
    UNICODE = _table.metadata()["unicode"]

same_unicode = pytest.mark.skipif(
    unicodedata.unidata_version != UNICODE,
    reason=f"the slow reference needs the Unicode {UNICODE} of the table",
)


@same_unicode
@pytest.mark.parametrize("text", AWKWARD)
def test_features_of_awkward_texts_equal_the_slow_reference(text: str) -> None:
    _, buckets = features([text])
    assert buckets.tolist() == slow_features(text)


@same_unicode
@settings(deadline=None)
@given(st.lists(every_script, max_size=5))
def test_a_block_gives_each_text_the_features_of_the_slow_reference(texts: list[str]) -> None:
    owner, buckets = features(texts)
    for number, text in enumerate(texts):
        assert buckets[owner == number].tolist() == slow_features(text)
    assert (np.diff(owner) >= 0).all()
    assert (buckets < BUCKETS).all()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Élève  ÉCOLE!", " eleve ecole "),
        ("العَرَبِيَّةُ", " العربية "),
        ("ΟΔΟΣ", " οδοσ "),
        ("१२३ ٤٥", " 123 45 "),
        ("l’été — it's", " lete its "),
        ("ﬁn Ⅷ", " fin viii "),
        ("한", " 한 "),
        ("\ud800\ue000", " "),
    ],
)
def test_the_encoder_sees(text: str, seen: str) -> None:
    codes, _ = normalise([text])
    assert "".join(map(chr, codes.tolist())) == unicodedata.normalize("NFKD", seen)


def test_code_points_that_the_table_does_not_know_are_separators() -> None:
    newer = chr(0x1C89)  # a letter of Unicode 16, unassigned in the table
    codes, _ = normalise([f"ab{newer}cd"])
    assert "".join(map(chr, codes.tolist())) == " ab cd "


def test_the_table_covers_every_code_point_and_marks_are_ordered_by_it() -> None:
    table = characters()
    assert len(table.becomes) == len(table.length) == len(table.order) == sys.maxunicode + 1
    assert table.order[ord("\u0e38")] == 103
    assert table.order[ord("a")] == 0


def test_composed_and_decomposed_text_have_the_same_features() -> None:
    for text in ("Việt Nam", "한국어", "क़लम", "ガギグ"):
        composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
        assert features([composed])[1].tolist() == features([decomposed])[1].tolist()
