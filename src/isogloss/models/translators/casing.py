"""Letters' case carried from a word to its translation."""

from __future__ import annotations

import regex

from isogloss.languages import Language
from isogloss.languages.normalisation.case import case
from isogloss.languages.normalisation.step import speaks

# Alphabets with two letters i, each with a capital of its own.
_DOTTED = frozenset(["tur", "aze", "azj", "crh", "gag", "tat", "kaz", "tly", "zza", "krc", "kum"])
_CASED = regex.compile(r"[\p{Lu}\p{Ll}\p{Lt}]")


def folded(word: str, language: Language) -> str:
    """Return the word as lists of translations are searched: case and the kinds of apostrophe set apart."""
    step = case(language)
    whole = step.whole if step is not None and step.whole is not None else str.casefold
    return whole(word).replace("’", "'")


def cased_as(model: str, word: str, language: Language) -> str:
    """Return ``word`` in capitals, or with a capital, where ``model`` is; a capital of its own stays.

    model: the word that it translates. A single capital letter (I, A) says nothing of the whole word.
    """
    cased = _CASED.findall(model)
    if not cased or (not cased[0].isupper() and not cased[0].istitle()):
        return word
    if len(cased) > 1 and not any(map(str.islower, cased)):
        return _upper(word, language)
    first = _CASED.search(word)
    if first is None or regex.match(r"\p{Georgian}", word):
        return word
    return word[: first.start()] + _title(first[0], language) + word[first.end() :]


def _upper(word: str, language: Language) -> str:
    # Georgian capitals (Mtavruli) stand in headlines only; plain text has one alphabet.
    return regex.sub(r"[^\p{Georgian}]+", lambda part: _dotted(part[0], language).upper(), word)


def _title(letter: str, language: Language) -> str:
    return _dotted(letter, language).title()


def _dotted(text: str, language: Language) -> str:
    return (
        text.replace("i", "İ") if speaks(language, _DOTTED) and language.script in ("Latn", "Zyyy") else text
    )
