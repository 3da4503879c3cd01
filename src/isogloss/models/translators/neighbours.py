"""The word of a list nearest to one that it lacks: what ``lexicon+nearest`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from isogloss.data.examples import Entry

# Below this cosine the nearest word is a guess; measured nowhere, chosen so that names stay.
_LEAST: Final = 0.5


def nearest_translations(unknown: Sequence[str], entries: Sequence[Entry]) -> Sequence[str]:
    """Return for each unknown word the nearest target by CSLS over ``static``; itself if none is near.

    Memory is bounded by blocks of unknown words times the list's distinct targets.
    """
    import numpy as np

    from isogloss.metrics.neighbours import csls, neighbourhood
    from isogloss.models.registry import load_encoder

    targets = list(dict.fromkeys(entry.target for entry in entries))
    if not unknown or not targets:
        return list(unknown)
    encoder = load_encoder("static")
    there, here = encoder.encode(targets), encoder.encode(list(unknown))
    of_targets = neighbourhood(there, here)
    out: list[str] = []
    for begin in range(0, len(unknown), 256):
        block = here[begin : begin + 256]
        cosines = block @ there.T
        best = csls(cosines, neighbourhood(block, there), of_targets).argmax(axis=1)
        near = cosines[np.arange(len(block)), best] >= _LEAST
        out += [
            targets[place] if is_near else word
            for word, place, is_near in zip(unknown[begin : begin + 256], best, near, strict=True)
        ]
    return out
