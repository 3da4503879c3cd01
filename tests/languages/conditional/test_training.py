from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from isogloss.errors import BadRow, InputError
from isogloss.languages.conditional import (
    ByList,
    FirstOf,
    TokenClassifier,
    in_script,
    keep,
    read_token_classes,
    rewrite,
    train_token_classifier,
)
from isogloss.languages.transliteration.maltese import maltese_tokens

MALTESE = read_token_classes(Path(__file__).parent / "maltese.tsv")


@pytest.fixture(scope="module")
def classifier() -> TokenClassifier:
    return train_token_classifier(MALTESE)


def test_etymologies_of_words_never_seen_are_told_apart() -> None:
    right = total = most = 0
    for fold in range(4):
        words = MALTESE[:]
        random.Random(0).shuffle(words)  # noqa: S311  nothing is secret
        held_out = words[fold::4]
        trained = train_token_classifier([word for word in words if word not in held_out], strength=10.0)
        decided = trained.decide([token for token, _ in held_out])
        right += sum(a == b for a, (_, b) in zip(decided, held_out, strict=True))
        most += Counter(label for _, label in held_out).most_common(1)[0][1]
        total += len(held_out)
    assert total == len(MALTESE)
    assert most / total < 0.6
    assert right / total > 0.8


def test_a_saved_classifier_decides_alike(classifier: TokenClassifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".safetensors", ".json"}
    loaded = TokenClassifier.load(tmp_path)
    tokens = ["xogħol", "televiżjoni", "", "本", "\ud800"]
    assert np.array_equal(loaded.probabilities(tokens), classifier.probabilities(tokens))
    assert loaded.decide(tokens) == classifier.decide(tokens)
    assert loaded.decide([]) == []


def test_probabilities_are_scikit_learns() -> None:
    from sklearn.linear_model import LogisticRegression

    from isogloss.languages.conditional.training import _features, _numbers

    three = [
        *MALTESE,
        *((word, "english") for word in ("weekend", "football", "bungalow", "show", "software")),
    ]
    ours = train_token_classifier(three, strength=3.0)
    features = _features([token for token, _ in three], ours.grams, ours.orders)
    gold = _numbers([label for _, label in three], ours.labels)
    model = LogisticRegression(C=3.0, max_iter=5000).fit(features, gold)
    shares = ours.probabilities([token for token, _ in three])
    assert np.allclose(shares, model.predict_proba(features), atol=1e-5)


def test_an_unsure_classifier_leaves_a_token_to_the_next_rule(classifier: TokenClassifier) -> None:
    careful = replace(classifier, least=0.9)
    tokens = [token for token, _ in MALTESE]
    shares = classifier.probabilities(tokens).max(axis=1)
    assert [not decision for decision in careful.decide(tokens)] == [share < 0.9 for share in shares]


def test_maltese_is_written_by_etymology(classifier: TokenClassifier) -> None:
    ways = {"arabic": in_script("Latn", "Arab", "mlt"), "romance": keep}
    rule = FirstOf((ByList({"il-": "arabic"}), classifier))
    written = rewrite("Il-kelb u l-università", rule, ways, cut=maltese_tokens)
    assert written.startswith("الكلب ")
    assert written.endswith("università")


def test_bad_rows_say_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "tokens.tsv"
    path.write_text("ktieb\tarabic\n\nskola romance\n", encoding="utf-8")
    with pytest.raises(BadRow, match=r"tokens\.tsv:3: .*skola romance"):
        read_token_classes(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_token_classes(tmp_path / "none.tsv")


@pytest.mark.parametrize("examples", [[], [("ktieb", "arabic"), ("dar", "arabic")]])
def test_one_class_is_too_few(examples: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError):
        train_token_classifier(examples)


def test_a_class_of_one_can_be_trained_on() -> None:
    trained = train_token_classifier([("ktieb", "arabic"), ("dar", "arabic"), ("skola", "romance")])
    shares = trained.probabilities(["skola", "ktieb"])[:, trained.labels.index("romance")]
    assert shares[0] > shares[1]


def test_a_folder_without_a_classifier_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no token classifier"):
        TokenClassifier.load(tmp_path)
