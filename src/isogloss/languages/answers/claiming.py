"""What a text says of an option's letter besides announcing an answer: B is correct, I choose B, so B."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import regex

from isogloss.languages.answers.passages import compiled, whole_words

# A denial so near behind "is the correct answer" takes it back, as in Hindi: सही उत्तर नहीं है.
_REACH: Final = 30
_LONGEST: Final = 60
_CLOSERS: Final = r"[*\"'”’)）\]」』】.]{0,3}"


def claimed_right(text: str, end: int) -> bool:
    """Return whether what follows an option's letter says that it is right; ``text`` is lowered."""
    match = _right().match(text, end)
    if match is None:
        return False
    rest = _clause().match(text, match.end(), match.end() + _REACH)
    return rest is None or not _denial().search(rest[0])


def chosen(text: str, start: int, end: int) -> bool:
    """Return whether what goes before an option's letter chooses it, and nothing more follows it.

    text: lowered. "So B." and "I choose B because …" choose; "so B cells" does not.
    """
    before = _chosen().search(text, max(0, start - _LONGEST), start)
    return before is not None and _rest().match(text, end) is not None


@cache
def _right() -> regex.Pattern[str]:
    # B (London) is correct; B — верный ответ.
    middle = rf"{_CLOSERS}(?:\s\([^()\n]{{1,60}}\))?\s{{0,2}}(?:[-–—]\s)?"
    return regex.compile(middle + whole_words(_column(1)), regex.V1)


@cache
def _chosen() -> regex.Pattern[str]:
    option = rf"(?:{whole_words(_column(3))}\s{{0,2}})?"
    return regex.compile(
        rf"{whole_words(_column(2))}[\s,，、:：]{{0,3}}{option}[*\"'“‘(（\[「『【]{{0,3}}$", regex.V1
    )


@cache
def _rest() -> regex.Pattern[str]:
    return compiled(
        r"[*\"'”’)）\]」』】]{0,3}(?:\s*$|\s*\n|[.,;:!。，；：、।۔።]|\s+<reasons>)", {"reasons": "because"}
    )


@cache
def _clause() -> regex.Pattern[str]:
    return regex.compile(r"[^,;.。，、।\n]*")


@cache
def _denial() -> regex.Pattern[str]:
    return compiled("<denies>", {"denies": "not"})


@cache
def _column(number: int) -> frozenset[str]:
    content = (files("isogloss.languages.answers") / "claims.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in content.split("\n")[2:-1]]
    return frozenset(form for row in rows for form in row[number].split("|"))
