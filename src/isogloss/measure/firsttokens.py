"""The tokens that a word may begin with, for a model that is about to write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from isogloss.models.language_models import Piece, Tokenizer

_LONGEST: Final = 12  # characters; longer prefixes are hardly ever a token
_QUOTE: Final = '"'  # what stands before a word without blank, where a tokenizer adds one at a text's start
_UNHEARD_OF: Final = "\uf8ff"


def first_tokens(tokenizer: Tokenizer, words: Sequence[str]) -> list[frozenset[int]]:
    """Return the ids of tokens that begin each word, with a blank before it and without.

    They are the first of the word's own tokens and every token that is a prefix of it, as in Wendler et al.
    2024, arXiv:2402.10588, section 3.2: whichever of them a model writes, it may be on its way to the word.
    The token for what is unknown, and one that is but a blank, begin no word.
    """
    asked: list[tuple[int, int, bool, str]] = []
    for number, word in enumerate(words):
        for before in ("", " ", _QUOTE):
            asked.append((number, len(before), True, before + word))
            asked += [
                (number, len(before), False, before + word[:size])
                for size in range(1, min(len(word), _LONGEST))
            ]
    unknown = _unknown(tokenizer)
    found: list[set[int]] = [set() for _ in words]
    texts = tokenizer.tokenize([text for *_, text in asked])
    for (number, begin, whole, text), pieces in zip(asked, texts, strict=True):
        own = _within(pieces, text, begin)
        # A prefix counts where one token is all of it.
        if own and (whole or (len(own) == 1 and own[0].known)):
            found[number].add(own[0].id)
    return [frozenset(ids - unknown) for ids in found]


def _within(pieces: Sequence[Piece], text: str, begin: int) -> list[Piece]:
    """Return the pieces that stand for what comes after ``begin``; none if one stands for both sides.

    A blank before the word may be a part of its first token.
    """
    own = [piece for piece in pieces if piece.end > begin]
    if not own or text[own[0].start : begin].strip():
        return []
    return own


def _unknown(tokenizer: Tokenizer) -> frozenset[int]:
    return frozenset(piece.id for piece in tokenizer.tokenize([_UNHEARD_OF])[0] if not piece.known)


def disjoint(sets: Mapping[str, frozenset[int]], first: Iterable[str]) -> dict[str, frozenset[int]]:
    """Return the sets without what they share.

    Those named ``first`` lose what they share with each other; the rest lose that, what is in any of those,
    and what they share among themselves: so the first do not depend on who else is there.
    """
    leading = {name: sets[name] for name in first if name in sets}
    others = {name: ids for name, ids in sets.items() if name not in leading}
    taken = frozenset().union(*leading.values())
    return {
        **{name: ids - _elsewhere(name, leading) for name, ids in leading.items()},
        **{name: ids - taken - _elsewhere(name, others) for name, ids in others.items()},
    }


def _elsewhere(name: str, sets: Mapping[str, frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*(ids for other, ids in sets.items() if other != name))
