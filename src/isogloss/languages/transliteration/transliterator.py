"""Writing one script in the letters of another."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Protocol

from isogloss.errors import UnknownName
from isogloss.languages.aligned import Aligned
from isogloss.languages.language import Language
from isogloss.languages.transliteration.table import PAIRS
from isogloss.table import load


class Transliterator(Protocol):
    """What writes one script in another's letters. ``aligned(text).text == transliterate(text)``."""

    @property
    def units(self) -> Sequence[str]:
        """The letters, digraphs or syllables of the source that well-formed text consists of."""
        ...

    def transliterate(self, text: str) -> str:
        """Return the text with the source's letters in the target script; what is not of it stays."""
        ...

    def aligned(self, text: str) -> Aligned:
        """Return the transliterated text, which knows what each part of it was made from."""
        ...


def transliterate(text: str, source: str, target: str, *, language: Language | str | None = None) -> str:
    """Return ``text`` with the letters of one script in those of another; everything else stays.

    source, target: scripts by ISO 15924 code, ``Cyrl`` and ``Latn``.
    language: whose spelling is meant; Serbian and Russian write Cyrillic in Latin letters differently.
    Raises UnknownName that says which pairs there are. Whether the way back leads to the same text, and
    what does not come back, is told by ``reversible``.
    """
    return load_transliterator(source, target, language).transliterate(text)


def transliterate_aligned(
    text: str, source: str, target: str, *, language: Language | str | None = None
) -> Aligned:
    """Return what ``transliterate`` returns, and where each part of it came from in ``text``."""
    return load_transliterator(source, target, language).aligned(text)


def load_transliterator(source: str, target: str, language: Language | str | None = None) -> Transliterator:
    """Return the transliterator of a pair of scripts, made once; raises UnknownName for an unknown pair."""
    return _loaded(source, target, None if language is None else Language.parse(language).code)


@lru_cache(maxsize=256)
def _loaded(source: str, target: str, code: str | None) -> Transliterator:
    pair = f"{source}-{target}"
    if pair not in PAIRS:
        fix = _offer(source, target)
        raise UnknownName(f"There is no transliteration from {source!r} to {target!r}.", fix=fix)
    made: Transliterator = load(PAIRS, pair, kind="pair of scripts")(source, target, code)
    return made


def _offer(source: str, target: str) -> str:
    """Return what to write instead of a pair there is none of: a name spelt right, or what there is."""
    sources = {pair.partition("-")[0] for pair in PAIRS}
    right = f"{source.title()}-{target.title()}"
    if right in PAIRS:
        return f"Did you mean {right.replace('-', ' to ')}? Scripts are ISO 15924 codes."
    known = source if source in sources else source.title()
    if known in sources:
        targets = sorted(pair.partition("-")[2] for pair in PAIRS if pair.startswith(f"{known}-"))
        return f"{known} can be written in: {', '.join(targets)}."
    near = get_close_matches(known, sources, n=1, cutoff=0.5)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"{meant}There are transliterations from: {', '.join(sorted(sources))}."
