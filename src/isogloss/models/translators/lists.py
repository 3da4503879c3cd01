"""Which file holds the list of words from one language to another."""

from __future__ import annotations

import glob
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import regex

from isogloss.errors import InputError
from isogloss.languages import Language, chosen

MARKS: Final = ("{source}", "{target}")


def names_languages(place: str) -> bool:
    """Whether codes of languages stand in the place of marks in this name."""
    return any(mark in place for mark in MARKS)


def list_of_words(place: str, source: Language, target: Language) -> Path:
    """Return the file that ``place`` names for two languages, with any usual code of theirs for the marks.

    Raises InputError that says what there is if there is none.
    """
    if not names_languages(place):
        return Path(place)
    wanted = {"source": source, "target": target}
    candidates = _candidates(place)
    for name in (mark[1:-1] for mark in MARKS if mark in place):
        known = {codes[name]: Language.known(codes[name]) for codes in candidates.values()}
        meant = chosen(wanted[name], [language for language in known.values() if language is not None])
        exact = [language for language in meant if language == wanted[name]] or list(meant)
        candidates = {path: codes for path, codes in candidates.items() if known[codes[name]] in exact[:1]}
    if not candidates:
        there = sorted({codes.get("target", "") for codes in _candidates(place).values()} - {""})
        shown = ", ".join(there[:8]) + (" …" if len(there) > 8 else "")
        raise InputError(
            f"There is no list of words from {source} to {target} at {place}.",
            fix=f"Lists there go to {shown}." if shown else "Check the path.",
        )
    return sorted(candidates)[0]


def lists_at(place: str) -> list[Path]:
    """Return the files that a name with marks may mean, sorted."""
    return sorted(_candidates(place))


def _candidates(place: str) -> Mapping[Path, Mapping[str, str]]:
    """Return the files that have anything in the place of the marks, and what."""
    pattern = regex.escape(place, special_only=True)
    wild = glob.escape(place)
    for mark in MARKS:
        name = mark[1:-1]
        escaped = regex.escape(mark, special_only=True)
        pattern = pattern.replace(escaped, f"(?P<{name}>[^/]+)", 1).replace(escaped, rf"(?P={name})")
        wild = wild.replace(mark, "*")
    found: dict[Path, Mapping[str, str]] = {}
    for path in sorted(glob.glob(wild)):  # noqa: PTH207  Path.glob takes no absolute pattern
        if (match := regex.fullmatch(pattern, path)) is not None and Path(path).is_file():
            found[Path(path)] = match.groupdict()
    return found
