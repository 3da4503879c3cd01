"""Which of several names an answer gives: alone, announced, or the only one it mentions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

import regex

from isogloss.languages.answers.markup import unmarked
from isogloss.languages.answers.passages import compiled, passages, whole_words
from isogloss.languages.answers.phrases import lowered

_TURKISH = str.maketrans("İı", "ii")
# Characters before a name within which a denial takes it back: "not sports".
_NEAR = 12


def read_name(text: str, names: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the option that an answer names, None if none or several are named.

    names: all by which each option may be told. Case, punctuation and markup around a name are passed over;
    the longest name that fits counts (not_entailment is no entailment); what is announced ("The answer is …"
    in any language) goes before what is only mentioned, and a name that is denied is none. Linear in the
    text.
    """
    plain = _folded(unmarked(text).text)
    table = _table(names)
    if not table:
        return None
    if (whole := table.get(_bare(plain))) is not None:
        return whole
    pattern = _pattern(tuple(sorted(table)))
    for _, alike in groupby(passages(plain), key=lambda passage: passage.how):
        found = [_first(plain[passage.start : passage.end], pattern, table) for passage in alike]
        named = {place for place in found if place is not None}
        if named:
            return named.pop() if len(named) == 1 else None
    if (begun := _begun(plain, pattern, table)) is not None:
        return begun
    for piece in (plain.split("\n", 1)[0], plain):
        mentioned = {place for _, place in _mentioned(piece, pattern, table)}
        if len(mentioned) == 1:
            return mentioned.pop()
    return None


def _first(piece: str, pattern: regex.Pattern[str], table: dict[str, int]) -> int | None:
    """Return the name that a passage begins with or, behind other words, the only one in it."""
    found = list(_mentioned(piece, pattern, table))
    if not found:
        return None
    start, place = found[0]
    if not _bare(piece[:start]):
        return place
    return place if len({other for _, other in found}) == 1 else None


def _begun(plain: str, pattern: regex.Pattern[str], table: dict[str, int]) -> int | None:
    """Return the name that a text begins with and that a mark parts from the rest: "Yes, no doubt"."""
    start = _edges().match(plain)
    match = pattern.match(plain, start.end() if start else 0)
    parted = match is not None and _parting().match(plain, match.end())
    return table[match[0]] if match is not None and parted else None


def _mentioned(piece: str, pattern: regex.Pattern[str], table: dict[str, int]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(piece):
        if not _denied().search(piece, max(0, match.start() - _NEAR), match.start()):
            yield match.start(), table[match[0]]


def _table(names: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return the option of each name; a name that two options share tells none of them."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for place, own in enumerate(names):
        for name in {_bare(_folded(one)) for one in own} - {""}:
            if found.setdefault(name, place) != place:
                twice.add(name)
    return {name: place for name, place in found.items() if name not in twice}


def _folded(text: str) -> str:
    """Return a text in one case; Turkish has two letters i, whose capitals others fold wrongly."""
    return lowered(unicodedata.normalize("NFC", text)).translate(_TURKISH)


@cache
def _pattern(names: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(whole_words(names), regex.V1)


@cache
def _denied() -> regex.Pattern[str]:
    return compiled(r"<denies>[\s\"'“«「]{0,3}$", {"denies": "not"})


@cache
def _parting() -> regex.Pattern[str]:
    return regex.compile(r"[\s\"'”»）)*]{0,3}[.,;!。，、；！।။።،؛—–\n(（]")


@cache
def _edges() -> regex.Pattern[str]:
    return regex.compile(r"^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$")


def _bare(text: str) -> str:
    """Return a text without blanks and punctuation at its ends; a text of nothing else stays."""
    return _edges().sub("", text)
