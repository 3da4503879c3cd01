"""Unicode's canonical form: what is spelt in several ways of code points is spelt in one."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step

# What may join or change places with what stands before it; all else begins a piece of its own.
_JOINS = r"[\P{NFC_QC=Y}\P{CCC=0}]"
# Marks, and the three that are of class 0 but come apart into marks.
_MARKS = r"[[^\p{CCC=0}]\u0f73\u0f75\u0f81]"


def nfc(language: Language) -> Step | None:
    """Return the step to NFC (Unicode UAX #15): precomposed letters, marks in canonical order."""
    del language
    return _nfc()


@cache
def _nfc() -> Step:
    return Step(
        regex.compile(_JOINS, regex.V1),
        regex.compile(rf"[\p{{NFC_QC=Y}}&&\p{{CCC=0}}]?+{_JOINS}++", regex.V1),
        lambda match: composed(match[0]),
        composed,
    )


def composed(text: str) -> str:
    """Return ``text`` in NFC, in time linear in its length whatever marks it piles up."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _long_runs().sub(_in_order, text))


@cache
def _long_runs() -> regex.Pattern[str]:
    return regex.compile(rf"{_MARKS}{{31,}}+", regex.V1)


def _in_order(run: regex.Match[str]) -> str:
    """Return the marks of a run, decomposed, in canonical order; Python sorts them by insertion."""
    marks = "".join(map(_decomposed, run[0]))
    return "".join(sorted(marks, key=unicodedata.combining))


@cache
def _decomposed(mark: str) -> str:
    return unicodedata.normalize("NFD", mark)
