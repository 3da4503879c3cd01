from __future__ import annotations

from pathlib import Path

from isogloss.languages.conditional import TokenClassifier, train_token_classifier


def test_a_classifier_makes_the_folder_it_is_saved_to(tmp_path: Path) -> None:
    known = [("ktieb", "arabic"), ("qalb", "arabic"), ("kelb", "arabic")] * 5
    known += [("banana", "romance"), ("kolonna", "romance"), ("panna", "romance")] * 5
    classifier = train_token_classifier(known)
    classifier.save(tmp_path / "new" / "origins")
    assert TokenClassifier.load(tmp_path / "new" / "origins").decide(["ktieb"]) == classifier.decide(
        ["ktieb"]
    )
