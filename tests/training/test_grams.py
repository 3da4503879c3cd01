"""N-grams beside scikit-learn's, which are the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from isogloss.errors import InputError
from isogloss.training import grams as module
from isogloss.training.grams import Grams, Rows

TEXTS = [
    "The soup was cold and the bread was stale, the soup above all.",
    "  Chakula cha mchana\tkilikuwa wali\n\nna samaki  ",
    "दोपहर के खाने में चावल और मछली थी। दोपहर के खाने में",
    "ምሳ ሩዝ እና ዓሣ ነበር። ምሳ ሩዝ",
    "อาหารกลางวันคือข้าวกับปลา",
    "a b c a b İSTANBUL ǅ ß",
    "🍞🍲 👩‍👩‍👧 \u200f\u202babc",
]


def reference(most: int = module.MOST_TERMS) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, max_features=most)


def same(ours: Rows, theirs: Rows) -> bool:
    """Return whether two sparse matrices are the same bits in the same order."""
    parts = ((getattr(ours, part), getattr(theirs, part)) for part in ("data", "indices", "indptr"))
    return ours.shape == theirs.shape and all(np.array_equal(one, other) for one, other in parts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="ab é\tเกาሀ🍞", max_size=30), min_size=1, max_size=6),
    st.lists(st.text(alphabet="abc é\nเกาሁ", max_size=30), max_size=4),
)
def test_texts_are_weighed_as_scikit_learn_weighs_them(texts: list[str], others: list[str]) -> None:
    if not "".join(texts).split():
        with pytest.raises(InputError, match="holds a letter"):
            Grams.fit(texts)
        return
    theirs = reference()
    wanted = theirs.fit_transform(texts)
    ours, rows = Grams.fit(texts)
    assert same(rows, wanted)
    assert list(ours.terms) == theirs.get_feature_names_out().tolist()
    assert np.array_equal(ours.idf, theirs.idf_)
    if others:
        assert same(ours.rows(others), theirs.transform(others))


@pytest.mark.parametrize("most", [1, 7, 40, 10_000])
def test_the_most_frequent_are_kept_where_there_are_too_many(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_TERMS", most)
    theirs = reference(most)
    wanted = theirs.fit_transform(TEXTS)
    ours, rows = Grams.fit(TEXTS)
    assert list(ours.terms) == theirs.get_feature_names_out().tolist()
    assert same(rows, wanted)
    assert same(ours.rows(TEXTS[::-1]), theirs.transform(TEXTS[::-1]))


def test_many_texts_are_counted_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK", 2)
    monkeypatch.setattr(module, "_MOST_WORDS", 3)
    theirs = reference()
    assert same(Grams.fit(TEXTS)[1], theirs.fit_transform(TEXTS))


def test_a_text_of_unknown_letters_is_all_zeros() -> None:
    ours, _ = Grams.fit(TEXTS[:1])
    rows = ours.rows(["ሁሉ", "the"])
    assert rows[[0]].nnz == 0
    assert rows[[1]].nnz > 0
    assert ours.rows([]).shape == (0, len(ours.terms))
