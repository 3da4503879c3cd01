from __future__ import annotations

import random
import warnings
from collections.abc import Sequence

import numpy as np
import pytest

from isogloss.metrics.bootstrap import score
from isogloss.metrics.spans import entities
from isogloss.metrics.table import metric

# Gold and predicted tags of words in ten scripts; types are not Latin on purpose where a scheme allows it.
SENTENCES: list[tuple[str, str]] = [
    ("B-PER I-PER O O B-LOC", "B-PER I-PER O O B-LOC"),
    ("B-PER I-PER O O B-LOC", "B-PER O O O B-LOC"),
    ("B-PER I-PER O O B-LOC", "B-PER B-PER O O B-LOC"),
    ("O O O", "O O O"),
    ("O O O", "B-PER I-PER I-PER"),
    ("B-PER I-PER I-PER", "O O O"),
    ("I-PER I-PER O", "B-PER I-PER O"),
    ("B-PER I-LOC O", "B-PER I-PER O"),
    ("B-ORG I-ORG B-ORG", "B-ORG I-ORG I-ORG"),
    ("B-地名 I-地名 O B-人名", "B-地名 I-地名 O B-地名"),
    ("B-ስም I-ስም O", "B-ስም O O"),
    ("O B-NÖ-X I-NÖ-X", "O B-NÖ-X I-NÖ-X"),
    ("S-PER O B-LOC E-LOC", "S-PER O B-LOC I-LOC"),
    ("B-LOC I-LOC E-LOC", "B-LOC I-LOC E-LOC"),
    ("B-DATE", "O"),
    ("B-人名 I-人名 B-地名", "B-人名 B-地名 B-地名"),
    ("O O B-ПЕР I-ПЕР", "O B-ПЕР I-ПЕР I-ПЕР"),
    ("B-ชื่อ I-ชื่อ O B-ที่", "B-ชื่อ I-ชื่อ O B-ที่"),
    ("B-ชื่อ I-ชื่อ O B-ที่", "O O B-ชื่อ I-ที่"),
    ("O B-व्यक्ति I-व्यक्ति O", "O B-व्यक्ति O I-व्यक्ति"),
    ("I-مكان I-مكان O I-شخص", "B-مكان I-مكان O B-شخص"),
    ("B-A B-A B-A", "B-A I-A I-A"),
    ("B-A I-A I-A", "B-A B-A B-A"),
    ("B-A I-B I-A", "B-A I-A I-A"),
    ("S-A S-A S-B", "S-A O S-B"),
    ("B-A E-A S-A", "B-A I-A B-A"),
    ("O I-A E-A O", "O B-A I-A O"),
    ("B-PER I-PER I-PER I-PER O", "B-PER I-PER O I-PER O"),
    ("B-LOC O B-LOC O B-LOC", "B-LOC O B-ORG O B-LOC"),
    ("B-ቦታ O O B-ስም I-ስም", "B-ቦታ I-ቦታ O B-ስም I-ስም"),
    ("O", "O"),
    ("O", "B-X"),
    ("B-ORG I-ORG I-ORG I-ORG I-ORG", "O I-ORG I-ORG I-ORG O"),
]


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("span_f1", "f1_score"),
        ("span_precision", "precision_score"),
        ("span_recall", "recall_score"),
        ("tag_accuracy", "accuracy_score"),
    ],
)
@pytest.mark.parametrize("place", range(len(SENTENCES)))
def test_counts_are_those_of_the_conll_scorer(name: str, official: str, place: int) -> None:
    lines = [SENTENCES[place], SENTENCES[(place * 7 + 3) % len(SENTENCES)]]
    assert value(name, lines) == pytest.approx(seqeval(official, lines), abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_entities_are_those_of_the_conll_scorer_in_every_scheme(seed: int) -> None:
    pytest.importorskip("seqeval")
    from seqeval.metrics.sequence_labeling import get_entities

    chosen = random.Random(seed)  # noqa: S311  no secret
    kinds = ["O", *(f"{prefix}-{label}" for prefix in "BIES" for label in ("PER", "地名", "A-B"))]
    tags = [chosen.choice(kinds) for _ in range(chosen.randint(1, 12))]
    theirs = [(label, first, last + 1) for label, first, last in get_entities(tags)]
    assert list(entities(tags)) == theirs


def test_no_words_hold_no_entities() -> None:
    assert entities([]) == ()


def test_a_word_without_a_prediction_is_wrong() -> None:
    assert value("tag_accuracy", [("O O O O", "O O")]) == 0.5


def test_an_interval_comes_from_sentences_drawn_again() -> None:
    lines = [("B-PER O", "B-PER O")] * 6 + [("B-PER O", "O O")] * 4
    labels, gold, predicted = columns(lines)
    found = score(metric("span_f1", labels), gold, predicted)
    assert found.value == pytest.approx(0.75)
    assert 0.3 < found.low < found.value < found.high < 1.0


def test_a_draw_of_nothing_is_not_a_number() -> None:
    labels, gold, predicted = columns([("B-PER", "B-PER")])
    assert np.isnan(metric("span_f1", labels)(gold, predicted, np.zeros((1, 1))))[0]


def value(name: str, lines: Sequence[tuple[str, str]]) -> float:
    labels, gold, predicted = columns(lines)
    return float(metric(name, labels)(gold, predicted, np.ones((1, len(lines))))[0])


def columns(lines: Sequence[tuple[str, str]]) -> tuple[list[str], np.ndarray, np.ndarray]:
    labels = sorted({tags for line in lines for tags in line})
    gold, predicted = (np.array([labels.index(line[side]) for line in lines]) for side in (0, 1))
    return labels, gold, predicted


def seqeval(name: str, lines: Sequence[tuple[str, str]]) -> float:
    metrics = pytest.importorskip("seqeval.metrics")
    gold, predicted = ([line[side].split(" ") for line in lines] for side in (0, 1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nothing to divide by: both give 0
        return float(getattr(metrics, name)(gold, predicted))
