"""Text from data, made harmless to look at."""

from __future__ import annotations

import re

# C0 and C1 controls, line separators, bidi controls and isolates, deprecated controls of shapes and digits,
# tag characters, lone surrogates.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str, *, limit: int | None = None) -> str:
    """Return ``text`` with every character that could move, hide or reorder others spelt out.

    Controls become ``␛``-like pictures, bidi controls and lone surrogates ``<U+202E>``; ZWJ and ZWNJ stay,
    since words are spelt with them. limit: cut to so many characters, with an ellipsis.
    """
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…"
    return _HARMFUL.sub(_spelt, text)


def _spelt(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"
