"""Text that was broken on its way: control characters, lost characters, markup left escaped."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

from isogloss.bitext.quality.batch import FINE, Batch, Finding


def encoding(batch: Batch) -> list[Finding]:
    """Find control characters, U+FFFD, lone surrogates, UTF-8 read as Latin-1, and escaped HTML."""
    return [
        next(
            (Finding(1.0, f"{what} in the {side}")
             for side, text in (("source", source), ("target", target)) if (what := broken(text))),
            FINE,
        )
        for source, target in zip(batch.sources, batch.targets, strict=True)
    ]  # fmt: skip


def broken(text: str) -> str:
    """Return what is broken in a text, empty if nothing is."""
    if found := _wrong().search(text):
        character = found[0]
        return {"Cs": "a lone surrogate", "So": "U+FFFD, a lost character"}.get(
            unicodedata.category(character), f"U+{ord(character):04X}, a control character"
        )
    if found := _escaped().search(text):
        return f"escaped HTML ({found[0]})"
    return "UTF-8 read as another encoding" if _misread(text) else ""


def _misread(text: str) -> bool:
    """Return whether pieces of text turn into other letters once their bytes are read as UTF-8."""
    return any(_is_utf8(found[0]) for found in _latin().finditer(text))


def _is_utf8(piece: str) -> bool:
    for wrong in ("latin-1", "cp1252"):
        try:
            again = piece.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        # One letter alone may be chance; a sequence for a letter of another alphabet is none.
        return len(again) < len(piece) and any(map(str.isalpha, again))
    return False


@cache
def _wrong() -> regex.Pattern[str]:
    return regex.compile(r"[\p{Cc}\p{Cs}\uFFFD--[\t\r\n\x85]]", regex.V1)


@cache
def _escaped() -> regex.Pattern[str]:
    return regex.compile(r"&(?:amp|lt|gt|quot|nbsp|apos|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


@cache
def _latin() -> regex.Pattern[str]:
    return regex.compile(r"(?:[ÂÃÄÅÐÑØÙ]|[à-ï](?!\xA0))[\x80-\xBF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
