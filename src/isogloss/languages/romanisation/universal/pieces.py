"""Where a text can be cut so that its parts are romanised as they are within the whole.

What uroman makes of a character hangs on its neighbours: whether a word begins or ends there, whether a
blank follows (``。`` is ". ", and "." before a blank), whether digits of any script join into a number. Read
in its source, all of that stops at U+0020: no rule goes on past a blank (one, ``፡ ``, ends with it), no
number holds one, and a blank before a character and the text's beginning are the same to it. So a text is
cut behind its blanks. In Tibetan the tsheg between two letters parts them just as well.

What reaches further, and is therefore not cut: Braille (capitals and numbers last beyond a blank), and Thai
o ang, which looks back over everything silent for a consonant, through the blank, into the word before; that
one shows only while it is read (``Reading.looked_back``).
"""

from __future__ import annotations

import re
from typing import Final

_BRAILLE: Final = re.compile("[\u2800-\u28ff]")
# Up to and with a blank, or a tsheg that a Tibetan letter follows, or up to the end.
_TSHEG_INSIDE: Final = "\u0f0b(?![\u0f40-\u0f6c])"
_PIECE: Final = re.compile(f"[^ \u0f0b]*+(?:{_TSHEG_INSIDE}[^ \u0f0b]*+)*+(?: ++|\u0f0b|\\Z)")


def pieces(text: str) -> list[str]:
    """Return the parts of ``text`` that uroman reads apart; joined, they are the text, and none is empty."""
    if _BRAILLE.search(text):
        return [text]
    found = _PIECE.findall(text)
    found.pop()  # The end of the text, found once more, as nothing.
    return found
