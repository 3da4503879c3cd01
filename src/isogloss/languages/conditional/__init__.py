"""Texts in which each token is written in its own way: some transliterated, others kept."""

from isogloss.languages.conditional.classifier import TokenClassifier
from isogloss.languages.conditional.rule import Rule
from isogloss.languages.conditional.rules import ByLanguage, ByList, ByScript, FirstOf
from isogloss.languages.conditional.training import read_token_classes, train_token_classifier
from isogloss.languages.conditional.writing import KEEP, Way, in_script, keep, rewrite, rewrite_aligned

__all__ = [
    "KEEP",
    "ByLanguage",
    "ByList",
    "ByScript",
    "FirstOf",
    "Rule",
    "TokenClassifier",
    "Way",
    "in_script",
    "keep",
    "read_token_classes",
    "rewrite",
    "rewrite_aligned",
    "train_token_classifier",
]
