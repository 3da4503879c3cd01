"""Function words: the commonest words of a language, and what they do in a sentence."""

from isogloss.languages.functionwords.lookup import (
    Shares,
    english_classes,
    folded,
    function_classes,
    function_words,
    shares_of,
)

__all__ = ["Shares", "english_classes", "folded", "function_classes", "function_words", "shares_of"]
