"""Heads: fitted as the rule says, calibrated, saved and loaded without loss."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from isogloss.arrays import Doubles2d
from isogloss.errors import InputError
from isogloss.training.calibration import temperature_of
from isogloss.training.heads.head import Choice, Lesson
from isogloss.training.heads.linear import GRID, smallest_within_one_standard_error, softmax
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.heads.majority import MajorityHead
from isogloss.training.heads.rowspace import RowSpace
from isogloss.training.heads.tfidf import TfidfHead

TEXTS = {
    "ምግብ": ["እንጀራ በላሁ", "ዳቦ እና ሻይ", "ወጥ ጣፋጭ ነው", "ቡና ጠጣሁ", "ምሳ በላን", "እራት አለ"],
    "travel": [
        "the train is late",
        "a flight to Lagos",
        "our bus left",
        "two tickets, please",
        "by boat",
        "the road",
    ],
    "健康": ["我头疼", "医生在哪里", "请吃药", "他发烧了", "医院很远", "打针很疼"],
}


def lesson_of_texts() -> Lesson:
    pairs = [(text, label) for label, texts in TEXTS.items() for text in texts]
    return Lesson([text for text, _ in pairs], [label for _, label in pairs])


def lesson_of_vectors(classes: int = 3, per_class: int = 30, noise: float = 1.5) -> Lesson:
    random = np.random.default_rng(0)
    centres = random.normal(size=(classes, 16))
    gold = np.repeat(np.arange(classes), per_class)
    vectors = (centres[gold] + noise * random.normal(size=(len(gold), 16))).astype(np.float32)
    return Lesson(vectors, [f"klasi {number}" for number in gold])


@pytest.mark.parametrize("kind", [LogisticHead, MajorityHead, TfidfHead])
def test_a_saved_head_gives_the_same_probabilities(
    kind: type[LogisticHead | MajorityHead | TfidfHead], tmp_path: Path
) -> None:
    lesson = lesson_of_vectors() if kind.takes == "vectors" else lesson_of_texts()
    fitted = kind.fit(lesson)
    fitted.save(tmp_path)
    loaded = kind.load(tmp_path)
    before, after = fitted.probabilities(lesson.inputs), loaded.probabilities(lesson.inputs)
    assert np.array_equal(before, after)
    assert loaded.labels == tuple(sorted(set(lesson.labels)))
    assert before.sum(axis=1) == pytest.approx(1.0)
    assert loaded.choice == fitted.choice


def test_texts_of_every_script_are_learnt_from_their_characters() -> None:
    fitted = TfidfHead.fit(lesson_of_texts())
    best = fitted.probabilities(["ዳቦ በላሁ", "a late flight", "医生说我发烧"]).argmax(axis=1)
    assert [fitted.labels[place] for place in best] == ["ምግብ", "travel", "健康"]


def slow_choice(lesson: Lesson) -> float:
    """The rule as it reads, with scikit-learn's own cross-validation."""
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = np.array(
        [
            cross_val_score(LogisticRegression(C=c, max_iter=10_000), lesson.inputs, lesson.labels, cv=folds)
            for c in GRID
        ]
    )
    means = scores.mean(axis=1)
    best = means.argmax()
    floor = means[best] - scores[best].std(ddof=1) / np.sqrt(5)
    return next(c for c, mean in zip(GRID, means, strict=True) if mean >= floor)


@pytest.mark.parametrize("noise", [0.5, 1.5, 4.0])
def test_the_strength_is_the_smallest_within_one_standard_error(noise: float) -> None:
    lesson = lesson_of_vectors(noise=noise)
    fitted = LogisticHead.fit(lesson)
    assert fitted.choice == Choice(slow_choice(lesson), "source-cv-1se")
    plain = LogisticRegression(C=fitted.choice.c, max_iter=10_000).fit(lesson.inputs, lesson.labels)
    assert fitted.linear.coefficients == pytest.approx(plain.coef_, abs=1e-6)


def test_one_standard_error_is_that_of_the_best() -> None:
    scores = np.array([[0.5, 0.5, 0.5], [0.70, 0.72, 0.74], [0.70, 0.74, 0.78]])
    assert smallest_within_one_standard_error(scores) == 1
    assert smallest_within_one_standard_error(scores - [[0], [0.05], [0]]) == 2


def test_two_classes_give_two_probabilities() -> None:
    lesson = lesson_of_vectors(classes=2)
    fitted = LogisticHead.fit(lesson)
    plain = LogisticRegression(C=fitted.choice.c, max_iter=10_000).fit(lesson.inputs, lesson.labels)
    shares = softmax(fitted.linear.probabilities(lesson.inputs) * 0 + 1)
    assert shares.shape == (60, 2)
    same_order = fitted.probabilities(lesson.inputs).argmax(axis=1)
    assert np.array_equal(np.array(fitted.labels)[same_order], plain.predict(lesson.inputs))


def test_a_class_of_one_fixes_the_strength() -> None:
    lesson = lesson_of_vectors()
    single = Lesson(lesson.inputs[:61], lesson.labels[:61])
    assert LogisticHead.fit(single).choice == Choice(1.0, "fixed")


def copied(lesson: Lesson, times: int) -> Lesson:
    originals = [("treni.tsv", str(place)) for place in range(len(lesson.labels))]
    inputs = np.concatenate([lesson.inputs] * times)
    return Lesson(inputs, list(lesson.labels) * times, originals=originals * times)


def test_copies_of_an_example_are_held_out_together() -> None:
    """Of labels by chance there is nothing to learn, which copies seen in training would hide."""
    vectors = np.random.default_rng(1).normal(size=(40, 80)).astype(np.float32)
    lesson = copied(Lesson(vectors, ["ndiyo", "hapana"] * 20), 3)
    apart = LogisticHead.fit(Lesson(lesson.inputs, lesson.labels))
    together = LogisticHead.fit(lesson)
    assert together.choice.c < apart.choice.c
    others = np.random.default_rng(2).normal(size=(40, 80))
    sure, unsure = (head.probabilities(others).max(axis=1).mean() for head in (apart, together))
    assert unsure < 0.6 < sure


def test_examples_without_copies_are_folded_as_if_nothing_were_said_of_them() -> None:
    lesson = lesson_of_vectors()
    named, plain = LogisticHead.fit(copied(lesson, 1)).linear, LogisticHead.fit(lesson).linear
    assert (named.choice, named.temperature) == (plain.choice, plain.temperature)
    assert np.array_equal(named.coefficients, plain.coefficients)


def test_a_class_of_one_example_and_its_copies_fixes_the_strength() -> None:
    lesson = lesson_of_vectors()
    single = Lesson(lesson.inputs[:61], lesson.labels[:61])
    assert LogisticHead.fit(copied(single, 4)).choice == Choice(1.0, "fixed")


def test_one_class_is_refused() -> None:
    lesson = lesson_of_vectors()
    with pytest.raises(InputError, match="1 class; a classifier needs two"):
        LogisticHead.fit(Lesson(lesson.inputs[:30], lesson.labels[:30]))


def test_row_space_coordinates_fit_the_same_model() -> None:
    random = np.random.default_rng(4)
    wide = sparse.random(
        40, 300, density=0.1, random_state=1, format="csr", data_rvs=lambda size: random.normal(size=size)
    )
    labels = random.integers(0, 3, 40)
    space = RowSpace.of(wide)
    assert space.rows.shape[1] <= 40
    near = LogisticRegression(C=3.0, max_iter=10_000, tol=1e-8).fit(space.rows, labels)
    plain = LogisticRegression(C=3.0, max_iter=10_000, tol=1e-8).fit(wide, labels)
    assert space.expand(near.coef_) == pytest.approx(plain.coef_, abs=1e-4)
    others = sparse.random(7, 300, density=0.1, random_state=2, format="csr")
    assert space.project(others) @ near.coef_.T == pytest.approx(others @ plain.coef_.T, abs=1e-3)


def slow_temperature(logits: Doubles2d, gold: list[int]) -> float:
    def surprise(temperature: float) -> float:
        shares = softmax(logits / temperature)
        return float(-np.log(shares[np.arange(len(gold)), gold]).mean())

    return float(min(np.exp(np.linspace(-3, 3, 3001)), key=surprise))


def test_the_temperature_is_the_most_likely_one() -> None:
    random = np.random.default_rng(9)
    logits = random.normal(size=(200, 4)) * 4
    gold = np.array([random.choice(4, p=row) for row in softmax(logits / 2.5)])
    found = temperature_of(logits, gold)
    assert found == pytest.approx(slow_temperature(logits, gold.tolist()), rel=0.01)
    assert 1.8 < found < 3.4


def test_few_examples_leave_probabilities_as_they_are() -> None:
    assert temperature_of(np.zeros((9, 3)), np.zeros(9, dtype=np.int64)) == 1.0
