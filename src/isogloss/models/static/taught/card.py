"""What a pack says of itself: of which language it is, what it was taught from, and what that changed."""

from __future__ import annotations

from msgspec import Struct


class TaughtFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of word translations or of pairs, and what was taken from it.

    kind: ``lexicon`` or ``bitext``. rows: those read; used: those that taught; repeated: those that stood
    before; blank: those with a side without letters or digits; swapped: whether the side that the encoder
    knows came second.
    """

    name: str
    kind: str
    sha256: str
    rows: int
    used: int
    repeated: int
    blank: int
    swapped: bool


class TaughtScore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One figure over the held-out tenth of a kind, before and after.

    metric: ``P@1``, how often the translation is nearest among ``candidates`` texts, ``MRR``, the mean of 1
    over its rank, or ``cosine``, the mean over the n held out.
    """

    kind: str
    metric: str
    n: int
    candidates: int
    before: float
    after: float


class PackCard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``isogloss model info`` shows of a pack.

    language, pivot: as ``ewe_Latn``; the pivot is the language of the other side. weights: fingerprint of the
    weights that the rows are added to. was_known: whether the weights had training text of the language.
    command: what teaches the same again.
    """

    language: str
    pivot: str
    weights: str
    rows: int
    was_known: bool
    command: str
    seed: int
    files: tuple[TaughtFile, ...]
    scores: tuple[TaughtScore, ...]
    settings: dict[str, float]
    versions: dict[str, str]
