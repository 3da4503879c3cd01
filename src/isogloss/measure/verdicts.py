"""Which language each line of a text is in, held against the one that was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from isogloss.languages import (
    Language,
    chosen,
    detect_many,
    dominant_script,
    genetic_distance,
    load_detector,
    words,
)
from isogloss.languages.matching import broader, representatives
from isogloss.languages.scripts import compatible

# A verdict that is right less often than this convicts nobody: the line counts as untold.
_SURE: Final = 0.5
# Near relatives (Danish and Norwegian, Indonesian and Malay) are taken for each other: on 40 lines of news in
# each, a half convicts 5% of the Danish and the Indonesian.
_SURE_OF_NEAR: Final = 0.9
# A part of a line is held to be in another language only on strong evidence: it is short.
_SURE_OF_PARTS: Final = 0.9
_PART_LETTERS: Final = 12
_PART_WORDS: Final = 3
# Languages nearer than this by descent are near relatives; a clause does not tell them apart.
_NEAR: Final = 0.4

Kind: TypeAlias = Literal["own", "other", "untold"]

_FENCED: Final = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_NO_WORDS: Final = re.compile(
    r"`[^`\n]*`|https?://\S+|www\.\S+|\S+@\S+|</?[A-Za-z][^>\n]*>|\$[^$\n]{1,200}\$|\\[A-Za-z]+"
)
_CLAUSES: Final = re.compile(
    r"[.!?;:,()\[\]\"“”«»…—–،؛؟।॥。！？；：，、（）「」『』።፣፤፥፧၊။་།]+(?:\s+|$)|(?<=[。！？，、；：])"
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A line beside the language asked for.

    kind: whether it is in that language, in another, or nothing tells. language: of the verdict, None where
    it is untold. words: how many it has; foreign: how many of those are another language's.
    script: whether it is written in a script of the language asked for; None without a letter.
    """

    kind: Kind
    language: Language | None
    words: int
    foreign: int
    script: bool | None


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold words: code, links, tags and formulas are taken out."""
    kept = _NO_WORDS.sub(" ", _FENCED.sub("\n", text))
    return tuple(line.strip() for line in kept.splitlines() if any(char.isalpha() for char in line))


def covered(asked: str) -> bool:
    """Return whether the identifier knows a language in the script that is asked for."""
    return bool(chosen(asked, load_detector("default").languages))


def judged(lines: Sequence[str], asked: str) -> list[Judged]:
    """Return what each line is beside the language ``asked``, a code or name, in any script if it names none.

    A language that the identifier does not know is judged by its script alone: a line in another script is
    in another language, and of all others nothing is told.
    """
    wanted = Language.parse(asked)
    known = covered(asked)
    verdicts = detect_many(lines)
    kinds: list[tuple[Kind, Language | None]] = []
    for verdict in verdicts:
        own = meant(asked, verdict.language)
        least = _SURE_OF_NEAR if _related(asked, verdict.language) else _SURE
        sure = verdict.abstained is None and verdict.probability >= least
        if own and verdict.abstained is None:
            kinds.append(("own", verdict.language))
        elif sure and (known or not _fits(verdict.language.script, asked)):
            kinds.append(("other", verdict.language))
        else:
            kinds.append(("untold", None))
    parts = _by_clauses(lines, kinds, asked) if known else [_NO_CLAUSES] * len(lines)
    return [
        _line(line, *_settled(kind, found), found.foreign, asked, wanted)
        for line, kind, found in zip(lines, kinds, parts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Clauses:
    """How many words of a line stand in clauses surely of the own language, and surely of another."""

    own: int = 0
    foreign: int = 0
    language: Language | None = None


_NO_CLAUSES: Final = _Clauses()


def _settled(kind: tuple[Kind, Language | None], found: _Clauses) -> tuple[Kind, Language | None]:
    """Return the verdict on a line; what is mixed makes the identifier doubt, and its clauses may tell."""
    if kind[0] != "untold" or not (found.own or found.foreign):
        return kind
    return ("own", None) if found.own else ("other", found.language)


def _line(
    line: str, kind: Kind, language: Language | None, parts: int, asked: str, wanted: Language
) -> Judged:
    found = [span.text for span in words(line, wanted) if any(char.isalpha() for char in span.text)]
    script = dominant_script(line)
    strangers = sum(_foreign_word(word, asked) for word in found)
    foreign = len(found) if kind == "other" else min(len(found), max(strangers, parts))
    fits = None if script == "Zyyy" else _fits(script, asked)
    return Judged(kind, language or (wanted if kind == "own" else None), len(found), foreign, fits)


def _foreign_word(word: str, asked: str) -> bool:
    """Return whether a word is written in another script; names and acronyms (a capital) are let pass."""
    script = dominant_script(word)
    if script == "Zyyy" or _fits(script, asked):
        return False
    return len(word) > 1 and not any(char.isupper() for char in word)


def _by_clauses(
    lines: Sequence[str], kinds: Sequence[tuple[Kind, Language | None]], asked: str
) -> list[_Clauses]:
    """Return what the clauses of each line tell that is not surely in another language as a whole.

    A clause is judged if it has three words and a dozen letters and is not the whole line.
    """
    found = [_NO_CLAUSES] * len(lines)
    clauses = [
        (place, clause)
        for place, (line, (kind, _)) in enumerate(zip(lines, kinds, strict=True))
        if kind != "other"
        for clause in _clauses(line)
    ]
    for (place, clause), verdict in zip(clauses, detect_many([clause for _, clause in clauses]), strict=True):
        before, count = found[place], len(words(clause))
        if verdict.abstained is not None:
            continue
        if meant(asked, verdict.language):
            found[place] = replace(before, own=before.own + count)
        elif verdict.probability >= _SURE_OF_PARTS and not _related(asked, verdict.language):
            found[place] = replace(before, foreign=before.foreign + count, language=verdict.language)
    return found


def _clauses(line: str) -> list[str]:
    parts = [part.strip() for part in _CLAUSES.split(line) if part and part.strip()]
    if len(parts) < 2:
        return []
    return [
        part
        for part in parts
        if sum(char.isalpha() for char in part) >= _PART_LETTERS and len(words(part)) >= _PART_WORDS
    ]


@lru_cache(maxsize=65536)
def meant(asked: str, language: Language) -> bool:
    """Return whether a verdict is the language asked for.

    A verdict of a macrolanguage stands for its usual member where the identifier tells the one asked for from
    it: ``zho`` is no Cantonese, but ``nor`` is Bokmål.
    """
    if language.code == "und" or not chosen(asked, [language]):
        return False
    own = Language.parse(asked).code
    if language.code not in broader(own) or own in representatives(language.code):
        return True
    return all(known.code != own for known in load_detector("default").languages)


@lru_cache(maxsize=4096)
def _related(asked: str, language: Language) -> bool:
    """Return whether two languages are so near that a clause tells them apart badly."""
    distance = genetic_distance(Language.parse(asked), language)
    return distance is not None and distance < _NEAR


@lru_cache(maxsize=65536)
def _fits(script: str, asked: str) -> bool:
    """Return whether a script goes with the language as asked, in any of its scripts if none is named."""
    if compatible(script, Language.parse(asked).script):
        return True
    return any(
        compatible(script, language.script) for language in chosen(asked, load_detector("default").languages)
    )
