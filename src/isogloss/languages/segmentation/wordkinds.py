"""What kind of piece each word of a text is: one that blanks mark, or a piece of what blanks do not part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

import regex

from isogloss.languages.segmentation.patterns import CLUSTER, IDEOGRAPH, JOINER, KATAKANA, UNSPACED

Kind = Literal["word", "katakana", "cluster", "ideograph"]

_OTHERS = rf"--{UNSPACED}--{KATAKANA}"
# The Bengali currency numerator four (U+09F7) stands for the danda in Assamese typing.
_LETTER = rf"[\p{{L}}\p{{N}}\p{{M}}{_OTHERS}--\p{{Variation_Selector}}--\u09f7]"
# Blocks that hold no script without blanks: most text is told by the short test and spared the long one.
SPACED = r"[\u0000-\u0dff\u0f00-\u0fff\u10a0-\u16ff\u1e00-\u1fff\ua640-\ua7ff\uac00-\ud7af]"
# What shows nothing parts nothing: Mongolian's vowel separator, word joiners, marks of direction, controls
# of hieroglyphs, as in rule WB4 of UAX #29.
_FORMAT = rf"\p{{Word_Break=Format}}++(?={_LETTER})"
# Armenian marks what is asked and what is stressed inside the word (U+055B, U+055C, U+055E).
_INSIDE = (
    rf"(?:[[\p{{L}}\p{{N}}\p{{M}}\u00ad\u055b\u055c\u055e--\u09f7]&&{SPACED}]++"
    rf"|[\p{{L}}\p{{N}}\p{{M}}\u200c\u200d\u00ad{_OTHERS}--{SPACED}]++|{_FORMAT})*+"
)
# MidNum (comma, semicolon) joins digits only, a double quote stands for gershayim in Hebrew acronyms.
WORD = regex.compile(
    r"(?=[\p{L}\p{N}\p{M}])(?:"
    rf"(?P<word>{_LETTER}{_INSIDE}"
    rf"(?:(?:{JOINER}|(?<=\p{{Hebrew}})\"(?=\p{{Hebrew}})|(?<=\p{{Nd}})[,;\u066b\u066c](?=\p{{Nd}}))"
    rf"{_LETTER}{_INSIDE})*+)"
    rf"|(?P<katakana>{KATAKANA}[{KATAKANA}\p{{M}}\u200d]*+)"
    rf"|(?P<cluster>{CLUSTER})"
    rf"|(?P<ideograph>{IDEOGRAPH}))",
    regex.V1,
)


def kinds(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Yield what kind of piece each word of ``text`` is, and its place ``[start, end)``."""
    for match in WORD.finditer(text):
        start, end = match.span()
        yield cast("Kind", match.lastgroup), start, end
