"""Answers made comparable."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from isogloss.languages.answers.native import native
from isogloss.languages.answers.official import mlqa, squad
from isogloss.languages.language import Language
from isogloss.table import unknown

Rules: TypeAlias = Literal["native", "mlqa", "squad"]


def normalize_answer(text: str, language: Language | str, *, rules: Rules = "native") -> str:
    """Return the tokens of an answer, joined by blanks; two answers agree if these are equal.

    rules: ``squad`` is the SQuAD v1.1 scorer, whatever the language; ``mlqa`` is the MLQA scorer and knows
    its seven languages; ``native`` is right in every script. There: one form of full-width, half-width and
    presentation characters; digits of every script as ASCII, numbers without thousands marks and with a
    point; case folded (Turkish i); vowel points and invisible signs of Arabic and Hebrew dropped; articles
    dropped by language, unless nothing is left; marks inside words join (``U.S.``), all other punctuation
    parts; a token is what blanks part or, in scripts that part no words, a grapheme cluster. A numeral that
    is the whole answer is its value (十二 is 12). The rules name themselves in a signature's ``norm``.
    Raises InputError for a language that MLQA lacks, UnknownLanguage, UnknownName for other rules.
    """
    known = Language.parse(language)
    if rules == "native":
        return native(text, known)
    if rules == "mlqa":
        return mlqa(text, known)
    if rules == "squad":
        return squad(text)
    raise unknown(rules, get_args(Rules), kind="rules of answers")
