"""Texts that are hard to normalise: letters, marks and joiners of many scripts, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

from isogloss.languages.normalisation.step import letters

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
_TROUBLE = (
    "\u0301\u0316\u0307\u0345\u0323\u200b\u200c\u200d\u00ad\u034f\ufeff\u0f73\u094d\u09cd\u0d4d\ud800"
    "\u0640\u1040'\u2019\u02bbiIl1-"
)


def texts() -> st.SearchStrategy[str]:
    """Return texts of one block of letters, among them marks, joiners and what the tables look for."""
    spellings = st.sampled_from(sorted({part for _, _, *parts in letters() for part in parts}))

    def of(block: tuple[int, int]) -> st.SearchStrategy[str]:
        own = st.integers(*block).map(chr)
        pieces = st.one_of(own, own, st.sampled_from(_TROUBLE), spellings, st.characters())
        return st.lists(pieces, max_size=24).map("".join)

    return st.sampled_from(_BLOCKS).flatmap(of)
