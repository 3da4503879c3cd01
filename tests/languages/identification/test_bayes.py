"""The batched naive Bayes beside py3langid's own loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages.identification.detectors.bayes import Bayes, load_bayes
from isogloss.languages.identification.detectors.labels import MEANT, meant
from tests.languages.identification.test_detection import SPOKEN, UNCLAIMED


def slow_scores(bayes: Bayes, text: str) -> dict[str, float]:
    """py3langid's own verdicts: one text, one byte at a time; the larger of two columns of one label."""
    identifier = bayes.identifier
    encoded = identifier._encode(text)
    found: dict[str, float] = {}
    for label, score in zip(identifier.nb_classes, identifier._raw_score(encoded).tolist(), strict=True):
        found[label] = max(found.get(label, -np.inf), score)
    return found


def assert_same(texts: list[str]) -> None:
    bayes = load_bayes()
    scores, lengths = bayes.scores(texts)
    for row, text in enumerate(texts):
        slow = slow_scores(bayes, text)
        if min(slow.values()) < -1e30:  # its sign for a text without a feature
            assert not scores[row].any()
            continue
        assert lengths[row] == len(bayes.identifier._encode(text))
        for label, score in slow.items():
            for language in meant(label):
                got = scores[row, bayes.languages.index(language)]
                assert got == pytest.approx(score, rel=1e-4, abs=2e-2)


def test_a_batch_scores_as_py3langid_does_one_by_one() -> None:
    texts = [*SPOKEN.values(), *UNCLAIMED.values(), "", "x", "HELLO WORLD", "\ud800", "ne\u0301e"]
    assert_same(texts)
    assert_same([" ".join(texts), *texts])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=40))
def test_texts_of_any_lengths_score_as_alone(texts: list[str]) -> None:
    assert_same(texts)


def test_every_mapped_label_is_one_of_py3langid_and_every_language_is_listed_once() -> None:
    bayes = load_bayes()
    assert set(MEANT) <= set(bayes.identifier.nb_classes) | {"et"}
    assert len(set(bayes.languages)) == len(bayes.languages) > 135
    assert all(language.script != "Zyyy" for language in bayes.languages)
