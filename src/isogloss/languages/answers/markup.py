"""Text without the markup in which models write: bold, LaTeX, signs of direction."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from isogloss.languages.aligned import Aligned, substituted, unchanged
from isogloss.languages.normalisation.canonical import composed

# A hard blank parts thousands in every language.
_COMMANDS: Final = {
    "times": "×", "cdot": "·", "approx": "≈", "frac": "", "dfrac": "", "tfrac": "", "left": "", "right": "",
    "quad": " ", "qquad": " ", "text": "", "textbf": "", "mathrm": "", "mathbf": "", "displaystyle": "",
}  # fmt: skip
_BLANKS: Final = ",!;: "


def unmarked(text: str) -> Aligned:
    r"""Return text in composed form without markup, told of its source; ``\boxed`` and ``####`` stay."""
    if text.isascii() and not any(mark in text for mark in "*`\\{_"):
        return unchanged(text)
    return substituted(text, _markup(), _replaced)


def _replaced(match: regex.Match[str]) -> str:
    found = match[0]
    if match["above"] is not None:
        # 2\frac{1}{2} is two and a half, not 21/2.
        apart = " " if match.string[max(match.start() - 1, 0) : match.start()].isdigit() else ""
        return f"{apart}{match['above']}/{match['below']}"
    if match["text"] is not None:
        return f" {match['text']} "
    if match["command"] is not None:
        return _COMMANDS.get(match["command"], found)
    if found[0] == "\\":
        return "\u00a0" if found[1] in _BLANKS else found[1]
    if found == "{,}":
        return ","
    if match["composed"]:
        return composed(found)
    return ""


@cache
def _markup() -> regex.Pattern[str]:
    return regex.compile(
        r"\\[dt]?frac(?:\{(?P<above>[^{}\\]{1,40})\}|\ *(?P<above>\p{Nd}))"
        r"(?:\{(?P<below>[^{}\\]{1,40})\}|\ *(?P<below>\p{Nd}))"
        r"|\\(?:text|textbf|mathrm|mathbf)\{(?P<text>[^{}\\]{0,200})\}"
        r"|\\(?P<command>[a-z]{1,20}+)(?<!boxed)"
        r"|\\[,!;: %$#&_{}]|\{,\}"
        r"|\*\*(?![0-9])|(?<![0-9])\*\*|`+"
        r"|(?<!\S)\*(?=\p{L})|(?<=[\p{L}\p{P}])\*(?!\S)|(?<![\w*])__(?=\w)|(?<=[\w\p{P}])__(?!\w)"
        r"|[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
        r"|(?P<composed>\P{M}\p{M}+|[\u1100-\u11ff]+)",
        regex.V1,
    )
