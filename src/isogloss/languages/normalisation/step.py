"""One step of normalisation: what it may change, and what it changes that into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from isogloss.languages.aligned import Aligned, substituted, unchanged
from isogloss.languages.language import Language
from isogloss.languages.matching import broader


@dataclass(frozen=True, slots=True)
class Step:
    """A substitution that can be made in a text.

    trigger: matches single characters; a text that holds none of them is left as it is.
    whole: the same substitution on a whole text, where the standard library does it faster.
    """

    trigger: regex.Pattern[str]
    pattern: regex.Pattern[str]
    replacement: Callable[[regex.Match[str]], str]
    whole: Callable[[str], str] | None = None

    def text(self, text: str) -> str:
        """Return the text after this step."""
        return self.whole(text) if self.whole else self.pattern.sub(self.replacement, text)

    def aligned(self, text: str) -> Aligned:
        """Return the text after this step, which knows where its parts came from."""
        if self.whole and self.whole(text) == text:
            return unchanged(text)
        return substituted(text, self.pattern, self.replacement)


def rewriting(pattern: str, replacement: Callable[[regex.Match[str]], str] | str, trigger: str = "") -> Step:
    """Return the step that replaces what ``pattern`` matches; it triggers itself if it is one character."""
    if isinstance(replacement, str):
        constant = replacement
        return rewriting(pattern, lambda _: constant, trigger)
    return Step(_compiled(trigger or pattern), _compiled(pattern), replacement)


def mapping(pairs: Mapping[str, str]) -> Step | None:
    """Return the step that replaces each key by its value, the longest that fits first; None of no pairs."""
    if not pairs:
        return None
    singles = [key for key in pairs if len(key) == 1]
    longer = sorted((key for key in pairs if len(key) > 1), key=len, reverse=True)
    # Looking at two characters first spares the list of choices at almost every place.
    start = f"(?={_class(key[0] for key in longer)}{_class(key[1] for key in longer)})" if longer else ""
    choices = [start + "(?:" + "|".join(map(regex.escape, longer)) + ")"] if longer else []
    if singles:
        choices.append(_class(singles))
    return rewriting("|".join(choices), lambda match: pairs[match[0]], _class(key[0] for key in pairs))


def table_step(name: str, language: Language) -> Step | None:
    """Return the step ``name`` of ``letters.tsv`` for a language; None where it has no row for it."""
    return mapping(
        {old: new for step, codes, old, new in letters() if step == name and speaks(language, codes)}
    )


def speaks(language: Language, codes: Iterable[str]) -> bool:
    """Return whether the language, or a macrolanguage it belongs to, is among ``codes`` (``*`` is all)."""
    return "*" in codes or language.code in codes or any(code in codes for code in broader(language.code))


@cache
def letters() -> tuple[tuple[str, frozenset[str], str, str], ...]:
    """Return the rows of ``letters.tsv``: step, codes of languages, what it replaces, and by what."""
    lines = (files("isogloss.languages.normalisation") / "letters.tsv").read_text("utf-8").split("\n")
    rows = (line.split("\t") for line in lines[2:-1])
    return tuple(
        (step, frozenset(codes.split()), _characters(old), _characters(new))
        for step, codes, old, new, _ in rows
    )


def _characters(points: str) -> str:
    return "".join(chr(int(point, 16)) for point in points.split())


def _class(characters: Iterable[str]) -> str:
    return "[" + "".join(f"\\U{ord(character):08x}" for character in sorted(set(characters))) + "]"


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.V1)
