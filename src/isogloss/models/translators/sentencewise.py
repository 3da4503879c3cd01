"""Texts of any length through a translator of sentences: cut, translated, put together, nothing vanished."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final

import regex

from isogloss.errors import IsoglossError
from isogloss.languages import Language, sentences

_log = logging.getLogger(__name__)

# A sentence in, its translation out, in order.
Units = Callable[[Sequence[str]], list[str]]

_LETTER: Final = regex.compile(r"[\p{L}\p{N}]")
# Where a sentence that is too long is cut: behind what parts clauses, else at a blank.
_CLAUSE: Final = regex.compile(r"(?<=[,;:،؛、，；：၊])\s*+|(?<=[–—])\s*+")
_BLANK: Final = regex.compile(r"\s++")
# A translation with fewer letters than one in eight of a long source has lost something.
_LOST: Final = 8
_LONG: Final = 48


def translated(
    texts: Sequence[str], source: Language, target: Language, units: Units, *, fits: Callable[[str], bool]
) -> list[str]:
    """Return the translations of texts, sentence by sentence; what stands between sentences is kept.

    fits: whether a sentence is short enough for the model; others are cut at clauses, then at blanks. A
    sentence that comes back empty, or with nearly all of it gone, is asked for once more in two halves; if
    they are no better, IsoglossError says so where nothing came back, and a warning where little did.
    """
    places = [[(span.start, span.end) for span in sentences(text, source)] for text in texts]
    wanted = [
        [unit for start, end in own for unit in _fitting(text[start:end], fits)]
        for text, own in zip(texts, places, strict=True)
    ]
    distinct = list(dict.fromkeys(unit for own in wanted for unit in own if _LETTER.search(unit)))
    known = _said(distinct, units)
    return [
        _joined(text, own, lambda sentence: _sentence(sentence, known, fits, target), target)
        for text, own in zip(texts, places, strict=True)
    ]


def _said(distinct: list[str], units: Units) -> dict[str, str]:
    known = dict(zip(distinct, units(distinct), strict=True)) if distinct else {}
    lost = [unit for unit in distinct if _vanished(unit, known[unit])]
    halves = {unit: _halves(unit) for unit in lost}
    asked = list(dict.fromkeys(half for parts in halves.values() for half in parts))
    again = dict(zip(asked, units(asked), strict=True)) if asked else {}
    for unit in lost:
        better = " ".join(again[half].strip() for half in halves[unit]).strip()
        if len(better) > len(known[unit]):
            known[unit] = better
        if not known[unit].strip():
            raise IsoglossError(
                f"The translator gave nothing for {unit[:80]!r}.", fix="Try another model, or shorter texts."
            )
        if _vanished(unit, known[unit]):
            _log.warning(
                "Most of a sentence is gone in its translation: %r became %r.", unit[:80], known[unit][:80]
            )
    return known


def _vanished(unit: str, said: str) -> bool:
    letters, kept = len(_LETTER.findall(unit)), len(_LETTER.findall(said))
    return not kept or (letters >= _LONG and kept * _LOST < letters)


def _fitting(sentence: str, fits: Callable[[str], bool]) -> list[str]:
    """Return a sentence as pieces that fit, in order."""
    if fits(sentence) or len(sentence) < 2:
        return [sentence]
    return [piece for half in _halves(sentence) for piece in _fitting(half, fits)]


def _halves(text: str) -> list[str]:
    """Return a text in two, cut near its middle: behind a clause, else at a blank, else anywhere."""
    middle = len(text) / 2
    for pattern in (_CLAUSE, _BLANK):
        cuts = [match for match in pattern.finditer(text) if match.start() > 0 and match.end() < len(text)]
        if cuts:
            cut = min(cuts, key=lambda match: abs(match.start() - middle))
            return [text[: cut.start()], text[cut.end() :]]
    half = max(len(text) // 2, 1)
    return [part for part in (text[:half], text[half:]) if part]


def _sentence(sentence: str, known: dict[str, str], fits: Callable[[str], bool], target: Language) -> str:
    said = [known.get(unit, unit).strip() for unit in _fitting(sentence, fits)]
    return ("" if _without_blanks(target) else " ").join(said)


def _joined(text: str, places: Sequence[tuple[int, int]], say: Callable[[str], str], target: Language) -> str:
    out: list[str] = []
    at = 0
    for start, end in places:
        gap = text[at:start]
        if out and not gap and not _without_blanks(target):
            gap = " "
        elif out and _without_blanks(target) and gap.strip(" ") == "":
            gap = ""
        out += (gap, say(text[start:end]))
        at = end
    out.append(text[at:])
    return "".join(out)


def _without_blanks(language: Language) -> bool:
    """Whether sentences of a language follow each other without a blank: Chinese and Japanese."""
    return language.script in ("Hans", "Hant", "Hani", "Jpan", "Hira", "Kana")
