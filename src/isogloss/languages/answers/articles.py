"""The articles of languages, which an answer may have or lack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import regex

from isogloss.languages.language import Language
from isogloss.languages.matching import broader, representatives

_NONE: Final = regex.compile(r"(?!)")
_ELISION: Final = regex.compile(r"(?<=\p{L})['’](?=\p{L})")
# The article of Arabic, alone or behind one of the particles that are written with it.
_ARABIC: Final = r"(?<![\p{L}\p{M}])(?<kept>[وفبك]?)ال(?=\p{L}{2})"


@dataclass(frozen=True, slots=True)
class Articles:
    """words: those that stand apart, casefolded. attached: what precedes a word within it.

    elides: whether an apostrophe ends a word (l'eau, d'été) rather than standing inside one (don't).
    """

    words: frozenset[str] = frozenset()
    attached: regex.Pattern[str] = _NONE
    elides: bool = False

    def detached(self, text: str) -> str:
        """Return casefolded ``text`` without the articles that are written with the word behind them."""
        if self.attached is not _NONE:
            text = self.attached.sub(lambda match: match.groupdict().get("kept") or "", text)
        return _ELISION.sub(" ", text) if self.elides else text


def articles(language: Language) -> Articles:
    """Return the articles of a language, none where it has none or the table does not know it."""
    table = _table()
    for code in (language.code, *broader(language.code), *representatives(language.code)):
        if code in table:
            return table[code]
    return Articles()


@cache
def _table() -> dict[str, Articles]:
    content = (files("isogloss.languages.answers") / "articles.tsv").read_text(encoding="utf-8")
    table = {"ara": Articles(attached=regex.compile(_ARABIC))}
    for line in content.split("\n")[2:-1]:
        codes, entries = line.split("\t")
        table |= dict.fromkeys(codes.split(), _articles(entries.casefold().split()))
    return table


def _articles(entries: list[str]) -> Articles:
    apart = frozenset(entry.strip("'-") for entry in entries if entry[-1] not in "'-")
    elided = [entry[:-1] + "['’]" for entry in entries if entry.endswith("'")]
    prefixes = [entry[:-1] + "[-‐‑]" for entry in entries if entry.endswith("-")]
    if not elided and not prefixes:
        return Articles(apart)
    attached = regex.compile(rf"(?<![\p{{L}}\p{{M}}'’])(?:{'|'.join(elided + prefixes)})(?=\p{{L}})")
    return Articles(apart, attached, elides=bool(elided))
