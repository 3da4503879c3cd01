"""Where in a text its final answer stands: in a box, behind a mark, behind a word that announces it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import regex

from isogloss.languages.answers.phrases import lowered, phrases_pattern
from isogloss.languages.answers.reading import How

_COLON: Final = r"[:：︓﹕ː꞉∶׃፡፥፦։᠄܃܄៖༔]"
# A box that does not close, and a cue whose answer is far, hold none.
_LONGEST_BOX: Final = 500
_REACH: Final = 60
_LONGEST_SENTENCE: Final = 300
# Scripts in which a cue may touch the words around it.
_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Line_Break=SA}"
_END: Final = r"\n|[.!?](?=\s|$)|[。！？｡।॥།။༎۔؟；]|;(?=\s)"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text that should hold the answer.

    joined: where it goes on behind a word or colon that joins it to what announces it, None without one.
    """

    how: How
    start: int
    end: int
    joined: int | None = None


def passages(text: str) -> Iterator[Passage]:
    """Return the passages that hold an answer, the most explicit kind first, each kind in order."""
    yield from _boxes(text)
    for match in _marks().finditer(text):
        start, end = match.span(1 if match[1] is not None else 2)
        yield Passage("marked", start, end, joined=start)
    announced = list(_announced(lowered(text)))
    yield from (passage for passage in announced if passage.how == "final")
    yield from (passage for passage in announced if passage.how == "cue")


def compiled(pattern: str, kinds: Mapping[str, str]) -> regex.Pattern[str]:
    """Return a pattern in which ``<name>`` stands for the cues of a kind, in every language.

    kinds: name -> kind. To be looked for in ``lowered`` text. In scripts that part words a cue is a whole
    word; in others letters may touch it.
    """
    for name, kind in kinds.items():
        pattern = pattern.replace(f"<{name}>", whole_words(_forms()[kind]))
    return regex.compile(pattern, regex.V1)


def whole_words(forms: Iterable[str]) -> str:
    """Return a pattern of any of these phrases as whole words, where their script parts words."""
    letters = rf"[[\p{{L}}\p{{M}}]--[{_UNSPACED}]]"
    known = frozenset(forms)
    apart = phrases_pattern(form for form in known if not _unspaced().search(form))
    joined = phrases_pattern(form for form in known if _unspaced().search(form))
    # An article of one letter may stand before it: l'option, L-risposta.
    return rf"(?:(?<!{letters}|{letters}{{2}}['’-]){apart}(?![\p{{L}}\p{{M}}])|{joined})"


def _boxes(text: str) -> Iterator[Passage]:
    place = text.find("\\boxed")
    while place >= 0:
        start = text.find("{", place, place + 8) + 1
        end = _closing(text, start) if start else -1
        if end >= 0:
            yield Passage("boxed", start, end, joined=start)
        place = text.find("\\boxed", place + 6)


def _closing(text: str, start: int) -> int:
    """Return the place of the brace that closes the one before ``start``, -1 if there is none near."""
    depth = 1
    for place in range(start, min(len(text), start + _LONGEST_BOX)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


def _announced(text: str) -> Iterator[Passage]:
    for match in _cue().finditer(text):
        how: How = "final" if match["final"] else "cue"
        if joined := _joined_here().match(text, match.end()):
            start, stop = _sentence(text, joined.end())
            yield Passage(how, start, stop, joined=start)
            continue
        start, stop = _sentence(text, match.end())
        claimed, denial = _claimed(text, start, stop)
        if denial is None or claimed < denial:
            join = _join().search(text, start, min(claimed, start + _REACH))
            yield Passage(how, start, claimed, join.end() if join else None)


def _claimed(text: str, start: int, stop: int) -> tuple[int, int | None]:
    """Return where what is claimed ends, and where it begins to be denied, None if it is not.

    ``18, not 20`` claims 18 and denies 20; both places are the same where nothing is claimed before.
    """
    denial = _not().search(text, start, min(stop, start + _REACH))
    if denial is None:
        return stop, None
    claim = _claim().search(text, start, denial.start())
    return (claim.end(1) if claim else denial.start()), denial.start()


def denied(text: str) -> list[tuple[int, int]]:
    """Return the places that a text says are not its answer."""
    text = lowered(text)
    places = []
    for match in _cue().finditer(text):
        start, stop = _sentence(text, match.end())
        if _joined_here().match(text, match.end()):
            continue
        claimed, denial = _claimed(text, start, stop)
        if denial is not None:
            places.append((start if claimed == denial else denial, min(stop, start + _REACH)))
    return places


def _sentence(text: str, start: int) -> tuple[int, int]:
    """Return the rest of the sentence from ``start``, or the next line if nothing is left of this one."""
    blank = _blank().match(text, start)
    start = blank.end() if blank else start
    last = min(len(text), start + _LONGEST_SENTENCE)
    end = _end().search(text, start, last)
    return start, end.start() if end else last


@cache
def _cue() -> regex.Pattern[str]:
    return compiled("(?P<final><last>)|<announced>", {"last": "final", "announced": "answer"})


@cache
def _joined_here() -> regex.Pattern[str]:
    """Return what joins a cue and its answer without a word between."""
    return regex.compile(rf"[ \u00a0\"'’”»)\]]{{0,3}}(?:{_COLON}|[=＝≈→⇒།]|[-–—](?=\s))+", regex.V1)


@cache
def _join() -> regex.Pattern[str]:
    # Zulu writes its copula with a hyphen before digits: ngu-18.
    hyphen = rf"(?:(?<=[\p{{L}}--[{_UNSPACED}]])[-‐‑](?=\p{{N}}))?"
    return compiled(rf"{_COLON}|[=＝≈→⇒]|<joins>{hyphen}", {"joins": "is"})


@cache
def _not() -> regex.Pattern[str]:
    return compiled("<denies>", {"denies": "not"})


@cache
def _claim() -> regex.Pattern[str]:
    """Return a number or a letter that a denial of another follows: 18, not; B (et non."""
    given = r"((?:\p{N}|(?<![\p{L}\p{M}])\p{L})[\p{Pe}*\"'”’]{0,3})"
    return regex.compile(rf"{given}\s?[,،，、;(（–—]\s{{0,2}}(?:\p{{L}}{{1,3}}\s)?$", regex.V1)


@cache
def _blank() -> regex.Pattern[str]:
    return regex.compile(r"\s{0,20}")


@cache
def _end() -> regex.Pattern[str]:
    return regex.compile(_END)


@cache
def _unspaced() -> regex.Pattern[str]:
    return regex.compile(rf"[{_UNSPACED}]", regex.V1)


@cache
def _marks() -> regex.Pattern[str]:
    return regex.compile(r"####+[ \t]*([^\n]{1,200})|<(?:final_?)?answer>([^<]{1,200})</", regex.IGNORECASE)


@cache
def _forms() -> dict[str, frozenset[str]]:
    content = (files("isogloss.languages.answers") / "cues.tsv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in content.split("\n")[2:-1]:
        _, kind, _, forms = line.split("\t")
        found.setdefault(kind, set()).update(forms.split("|"))
    return {kind: frozenset(forms) for kind, forms in found.items()}
