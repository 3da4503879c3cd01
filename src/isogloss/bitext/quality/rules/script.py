"""A side in another script than its language is written in."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from isogloss.bitext.quality.batch import UNKNOWN, Batch, Finding
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
    script is known; a side of fewer than four letters says nothing.
    """
    return [
        _worse(_of(source, batch.source, "source"), _of(target, batch.target, "target"))
        for source, target in zip(batch.sources, batch.targets, strict=True)
    ]


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
