"""Texts that are hard to normalise: letters, marks and joiners of many scripts, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

_BLOCKS = (
    (0x00, 0x7F),
    (0x80, 0x24F),
    (0x2B0, 0x3FF),
    (0x400, 0x5FF),
    (0x600, 0x6FF),
    (0x900, 0x97F),
    (0x980, 0x9FF),
    (0xD00, 0xDFF),
    (0xE00, 0xFFF),
    (0x1000, 0x13FF),
    (0x1780, 0x18AF),
    (0x1E00, 0x218F),
    (0x2460, 0x24FF),
    (0x3000, 0x33FF),
    (0xAC00, 0xACFF),
    (0xF900, 0xFFFF),
    (0x1D160, 0x1D1FF),
    (0x1F300, 0x1F64F),
    (0xE0000, 0xE01EF),
)
_TROUBLE = "\u0301\u0316\u0307\u0345\u0323\u200b\u200c\u200d\u00ad\u034f\ufeff\u0f73\u094d\u09cd\u0d4d\ud800"


def texts() -> st.SearchStrategy[str]:
    """Return texts of characters of some blocks, every other one a mark, a joiner or nothing to see."""
    letters = st.sampled_from(_BLOCKS).flatmap(lambda block: st.integers(*block)).map(chr)
    pieces = st.one_of(letters, st.sampled_from(_TROUBLE), st.characters())
    return st.lists(pieces, max_size=24).map("".join)
