"""Which tokens of a vocabulary stand for a part of a character only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

_FALLBACK: Final = re.compile(r"<0x[0-9A-Fa-f]{2}>")


def lone_bytes(vocabulary: Mapping[str, int], *, byte_level: bool) -> list[int]:
    """Return the ids of tokens that begin or end within a character.

    byte_level: tokens are written by ``byte_values``; byte fallbacks (``<0xE1>``) count in any vocabulary.
    """
    return [
        number
        for token, number in vocabulary.items()
        if _FALLBACK.fullmatch(token) or (byte_level and not is_text(token))
    ]


def is_text(token: str) -> bool:
    """Return whether a byte-level token is whole characters; one written otherwise is taken as such."""
    table = byte_values()
    try:
        bytes(table[character] for character in token).decode()
    except KeyError:
        return True
    except UnicodeDecodeError:
        return False
    return True


@cache
def byte_values() -> Mapping[str, int]:
    """Return the byte that each character of a byte-level vocabulary stands for.

    Bytes that print stand for themselves, the others in order for U+0100 on (Radford et al. 2019, GPT-2).
    """
    printing = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in set(printing)]
    return {chr(byte): byte for byte in printing} | {
        chr(256 + place): byte for place, byte in enumerate(others)
    }
