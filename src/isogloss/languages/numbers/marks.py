"""Which marks a language puts into its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from isogloss.languages.language import Language
from isogloss.languages.matching import broader, narrower, representatives


@dataclass(frozen=True, slots=True)
class Marks:
    """How a language writes numbers.

    decimal: ``.`` or ``,``. group: ``,``, ``.``, ``'`` or a blank (of any width).
    grouping: ``3`` for thousands, ``3;2`` for 12,34,567. zero: the first digit of its usual digits.
    """

    decimal: str = "."
    group: str = ","
    grouping: str = "3"
    zero: str = "0"


def number_marks(language: Language | str) -> Marks:
    """Return the marks of a language with ASCII digits; those of English where nothing is known.

    A region is asked first (``de_CH`` is not ``de``), then the script, then the language, what it is counted
    under or what counts under it, and last the language whose habits it shares (Sicilian writes as Italian).
    Source: Unicode CLDR (``marks.tsv``); the habits (``habits.tsv``) are ours. Raises UnknownLanguage.
    """
    return _marks_of(Language.parse(language))


@cache
def _marks_of(language: Language) -> Marks:
    found = lookup(language, _table()) or Marks()
    # CLDR gives a language of which it knows no marks those of English.
    if (found.decimal, found.group) == (".", ",") and language.code in _habits():
        return lookup(Language(_habits()[language.code]), _table()) or found
    return found


def lookup(language: Language, known: Mapping[Language, Marks]) -> Marks | None:
    """Return the marks of the nearest language that ``known`` holds, None if it holds none of its kin."""
    code = language.code
    kin = [code, *broader(code), *representatives(code), *narrower(code)]
    for other in kin:
        for script, region in (
            (language.script, language.region),
            ("Zyyy", language.region),
            (language.script, None),
            ("Zyyy", None),
        ):
            if (found := known.get(Language(other, script, region))) is not None:
                return found
    return None


@cache
def _table() -> dict[Language, Marks]:
    table = {}
    for name, decimal, group, grouping, zero in _rows("marks.tsv"):
        code, *rest = name.split("_")
        script = next((part for part in rest if len(part) == 4), "Zyyy")
        region = next((part for part in rest if len(part) < 4), None)
        table[Language(code, script, region)] = Marks(
            decimal, " " if group == "space" else group, grouping, zero
        )
    return table


@cache
def _habits() -> dict[str, str]:
    return {code: like for like, codes in _rows("habits.tsv") for code in codes.split()}


def _rows(name: str) -> list[list[str]]:
    content = (files("isogloss.languages.numbers") / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in content.split("\n")[2:-1]]
