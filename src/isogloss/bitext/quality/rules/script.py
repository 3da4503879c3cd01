"""A side in another script than its language is written in."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

import regex

from isogloss.bitext.quality.batch import UNKNOWN, Batch, Finding
from isogloss.bitext.quality.names import names_only
from isogloss.bitext.quality.rules.placeholders import without_kept_parts
from isogloss.languages import Language, facts
from isogloss.languages.scripts import compatible, scripts

# Names, quotations and code may be in another script; half of a sentence is no name.
_LEAST: Final = 0.5
_LETTERS: Final = 4
# What a character of these says, in letters of an alphabet: a Latin name is long beside them.
_DENSE: Final = {"Hani": 3, "Hira": 2, "Kana": 2, "Hang": 2}


def script(batch: Batch) -> list[Finding]:
    """Find sides most of whose letters are in a script that their language does not use.

    A language that was named with its script (``srp_Latn``) is expected in that one, as all are whose usual
    script is known; a side of fewer than four letters says nothing, nor do names that both sides share.
    """
    return [
        UNKNOWN
        if source == target and names_only(source)
        else _worse(
            _of(_own(source, target), batch.source, "source"),
            _of(_own(target, source), batch.target, "target"),
        )
        for source, target in zip(batch.sources, batch.targets, strict=True)
    ]


def _own(text: str, other: str) -> str:
    """Return a text without addresses, placeholders and the Latin words that the other side has too.

    Names and brands stay in Latin letters in many languages. The whole text where nothing else is left: a
    copy is no name.
    """
    if not _latin().search(text):
        return text
    shared = set(_latin().findall(other))
    rest = _latin().sub(lambda word: " " if word[0] in shared else word[0], without_kept_parts(text))
    return rest if any(map(str.isalpha, rest)) else text


def _of(text: str, language: Language, side: str) -> Finding:
    written = written_in(language)
    counts = {name: count * _DENSE.get(name, 1) for name, count in scripts(text).items()}
    total = sum(counts.values())
    if not written or total < _LETTERS:
        return UNKNOWN
    fits = sum(count for name, count in counts.items() if any(compatible(name, one) for one in written))
    share = 1 - fits / total
    if share <= _LEAST:
        return Finding(share)
    most = max(counts, key=lambda name: (counts[name], name))
    return Finding(share, f"the {side} is in {most}, {language.code} is written in {' or '.join(written)}")


@lru_cache(maxsize=256)
def written_in(language: Language) -> tuple[str, ...]:
    """Return the scripts that a text in this language is expected in; none where nobody knows."""
    if language.script not in ("Zyyy", "Zinh", "Zzzz", "Zxxx"):
        return (language.script,)
    return () if language.code == "und" else facts(language).scripts


def _worse(one: Finding, other: Finding) -> Finding:
    if one.badness is None or other.badness is None:
        return one if other.badness is None else other
    return one if one.badness >= other.badness else other


@cache
def _latin() -> regex.Pattern[str]:
    return regex.compile(r"\p{Latin}[\p{Latin}\p{M}]*")
