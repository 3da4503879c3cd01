"""Aligners by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from isogloss import table
from isogloss.data.examples import Entry
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Aligner, WordEncoder

ALIGNERS: Final[Mapping[str, str]] = {
    "argmax": "isogloss.models.aligners.argmax:aligner",
    "combined": "isogloss.models.aligners.combined:aligner",
    "hmm": "isogloss.models.aligners.hmm:aligner",
    "itermax": "isogloss.models.aligners.itermax:aligner",
    "match": "isogloss.models.aligners.matching:aligner",
    "ot": "isogloss.models.aligners.transport:aligner",
    "softmax": "isogloss.models.aligners.softmax:aligner",
}

# Those that are programs of the user's own.
PROGRAMS: Final[Mapping[str, str]] = {"eflomal": "isogloss.models.aligners.eflomal:aligner"}


def load_aligner(
    name: str,
    encoder: WordEncoder,
    lexicon: Sequence[Entry] = (),
    *,
    source: Language | None = None,
    target: Language | None = None,
) -> Aligner:
    """Return the aligner called ``name``; raises UnknownName if there is none.

    name: one of ALIGNERS or PROGRAMS; ``eflomal``, ``hmm`` and ``combined`` may name how they join their two
    directions, as in ``combined:grow-diag-final-and``. encoder: gives the vectors of words. lexicon:
    translations that are known, source word first; what they say adds to the vectors'. source, target: the
    languages of the two sides, for an encoder that asks.
    """
    kind, _, joined = name.partition(":")
    found: Aligner = table.load({**ALIGNERS, **PROGRAMS}, kind, kind="aligner")(encoder, lexicon)
    if source or target:
        found = _knowing(found, source, target)
    return _joining(found, joined) if joined else found


def _knowing(aligner: Aligner, source: Language | None, target: Language | None) -> Aligner:
    from isogloss.models.aligners.similarity import SimilarityAligner
    from isogloss.models.aligners.statistical.aligner import StatisticalAligner

    if isinstance(aligner, SimilarityAligner | StatisticalAligner):
        return replace(aligner, languages=(source, target))
    return aligner


def _joining(aligner: Aligner, joined: str) -> Aligner:
    from isogloss.models.aligners.eflomal import EflomalAligner
    from isogloss.models.aligners.statistical.aligner import StatisticalAligner
    from isogloss.models.aligners.statistical.symmetrisation import symmetrisation

    if not isinstance(aligner, StatisticalAligner | EflomalAligner):
        raise InputError(
            f"The aligner {aligner.name} has no two directions to join by {joined!r}.",
            fix=f"Write {aligner.name} alone, or take hmm or combined.",
        )
    symmetrisation(joined)
    return replace(aligner, symmetrised=joined)
