"""Letters that stand for one another in some languages: what ``letters.tsv`` says."""

from __future__ import annotations

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step, table_step


def sara_am(language: Language) -> Step | None:
    """Return the step that puts Thai and Lao sara am and sara ae together, which look the same in parts."""
    return table_step("sara-am", language)


def indic_vowels(language: Language) -> Step | None:
    """Return the step that writes one letter where parts that look like it were typed: अ + ा as आ."""
    return table_step("indic-vowels", language)


def indic_joined(language: Language) -> Step | None:
    """Return the step from consonant, virama and joiner to Malayalam chillus and Bengali khanda ta."""
    return table_step("indic-joined", language)


def indic_letters(language: Language) -> Step | None:
    """Return the step for spellings that vary: optional nuktas, nasals written as dots, eyelash ra."""
    return table_step("indic-letters", language)


def arabic_letters(language: Language) -> Step | None:
    """Return the step for alef, yeh, kaf and heh, which keyboards and habits vary, language by language."""
    return table_step("arabic-letters", language)


def hebrew_letters(language: Language) -> Step | None:
    """Return the step for Yiddish digraphs, geresh and gershayim."""
    return table_step("hebrew-letters", language)


def ethiopic_homophones(language: Language) -> Step | None:
    """Return the step for letters that sound the same in Amharic; Tigrinya tells them apart and is left."""
    return table_step("ethiopic-homophones", language)


def latin_letters(language: Language) -> Step | None:
    """Return the step for letters that look alike or have an older encoding: Romanian ş, Vietnamese ð."""
    return table_step("latin-letters", language)


def cyrillic_letters(language: Language) -> Step | None:
    """Return the step for Russian ё, which is usually written е."""
    return table_step("cyrillic-letters", language)


def burmese_letters(language: Language) -> Step | None:
    """Return the step for Burmese letters that are spelt in two ways."""
    return table_step("burmese-letters", language)


def khmer_letters(language: Language) -> Step | None:
    """Return the step for Khmer letters that look alike, are deprecated, or were typed in parts."""
    return table_step("khmer-letters", language)
