"""Cutting text of mixed scripts where one script ends and another begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from isogloss.languages.scripts import known_scripts, script_of

_PAIRS: Final = dict(zip("([{«“⟨⟪「『【〈《〔〖（［｛｢﴾༺༼", ")]}»”⟩⟫」』】〉》〕〗）］｝｣﴿༻༽", strict=True))
_CLOSING: Final = frozenset(_PAIRS.values())
# How many brackets may be open at once, as in Unicode's bidirectional algorithm: a bound to keep this linear.
_DEPTH: Final = 63


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A piece of a text in one script: ``text == whole[start:end]``, in characters.

    script: ISO 15924, Unicode's own: ``Hira``, ``Kana`` and ``Hani``, not ``Jpan``; ``Zyyy`` where the
    whole text holds no letter.
    """

    text: str
    start: int
    end: int
    script: str


def script_runs(text: str) -> tuple[ScriptRun, ...]:
    """Return the runs of one script in ``text``, which together are the whole of it; none of no text.

    Blanks, digits, punctuation and marks that are common to scripts stay in the run they stand in, those at
    the start in the first; what only some scripts use (``。``, ``।``) goes with the script before it or,
    where that doesn't use it, the one after; a closing bracket goes back to the script of its opening one.
    Linear in the text. Source: Unicode UAX #24, sections 5.1 and 5.2.
    """
    if not text:
        return ()
    cutting = _Cutting()
    for place, character in enumerate(text):
        kind = _KINDS[character]
        # Most characters are of the script that runs, or common: nothing to do.
        if kind not in cutting.quiet:
            cutting.take(place, character, kind)
    return tuple(_cut(text, cutting.starts))


def _cut(text: str, starts: list[tuple[int, str]]) -> Iterator[ScriptRun]:
    """Return the runs that begin at ``starts``; the first of them begins the text."""
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, script), end in zip(starts, ends, strict=True):
        yield ScriptRun(text[start:end], start, end, script or "Zyyy")


class _Cutting:
    """Where runs began so far, and what has not been decided yet.

    starts: place and script of each run, ``""`` while the first has met no letter.
    waiting: the place from which characters suit some scripts, but not the one that runs.
    """

    def __init__(self) -> None:
        self.starts: list[tuple[int, str]] = [(0, "")]
        self.quiet: tuple[str, ...] = ("",)
        self.waiting: int | None = None
        self.suits: frozenset[str] = frozenset()
        self.open: list[tuple[str, str]] = []

    def take(self, place: int, character: str, kind: str | frozenset[str]) -> None:
        """Take a character in: a script's own, one that some scripts share, or a bracket."""
        script = self.starts[-1][1]
        if isinstance(kind, str):
            self._run(place, kind)
            return
        if character in _CLOSING and (opened := self._opened(character)):
            self._run(place, opened)
            return
        if kind and script and script not in kind and self.waiting is None:
            self.waiting, self.suits, self.quiet = place, kind, ("",)
        elif kind and script in kind:
            self._run(place, script)
        if character in _PAIRS and len(self.open) < _DEPTH:
            self.open.append((_PAIRS[character], script))

    def _run(self, place: int, script: str) -> None:
        """Go on in a script, from what waits for it if that suits it."""
        running = self.starts[-1][1]
        if not running:
            self.starts[-1] = (0, script)
        elif script != running:
            waited = self.waiting is not None and script in self.suits
            self.starts.append((self.waiting if waited and self.waiting is not None else place, script))
        self.waiting, self.quiet = None, ("", script)

    def _opened(self, closing: str) -> str:
        """Return the script in which the bracket was opened that this one closes, ``""`` if in none."""
        for depth in range(len(self.open) - 1, -1, -1):
            bracket, script = self.open[depth]
            if bracket == closing:
                del self.open[depth:]
                return script
        return ""


class _Kinds(dict[str, "str | frozenset[str]"]):
    """For each character met so far: its script, the scripts that share it, ``""`` if it is common to all."""

    def __missing__(self, character: str) -> str | frozenset[str]:
        script = script_of(character)
        kind: str | frozenset[str] = script
        if script == "Zyyy":
            shared = _sharing(character)
            kind = shared if shared or character in _PAIRS or character in _CLOSING else ""
        elif script in ("Zinh", "Zzzz"):
            kind = ""
        self[character] = kind
        return kind


_KINDS: Final = _Kinds()


def _sharing(character: str) -> frozenset[str]:
    """Return the scripts that share a common character; none if all may use it. Source: Script_Extensions."""
    if _extensions("Zyyy").match(character):
        return frozenset()
    return frozenset(script for script in known_scripts() if _extensions(script).match(character))


@cache
def _extensions(script: str) -> regex.Pattern[str]:
    return regex.compile(rf"\p{{Script_Extensions={script}}}")
