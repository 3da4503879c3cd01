"""The vectors of a language's sentences a layer, made once a run and read from disk a layer at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from isogloss.arrays import Floats2d, Floats3d, Ints1d
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.measure.altered import altered
from isogloss.measure.job import Job
from isogloss.measure.layerfiles import LayerFile, open_layers, write_layers
from isogloss.measure.lines import selected
from isogloss.measure.poolings import poolings
from isogloss.measure.saved import usable
from isogloss.measure.subject import VECTORS, fingerprint, kind, offered, saved
from isogloss.models.contracts import LayeredEncoder, Pooling
from isogloss.models.speaking import speaking
from isogloss.runs.cache import shared_folder

# Sentences that a model is given at a time; the layers of no more are in memory.
_BLOCK: Final = 256
CACHE: Final = ("cache", "layers")


@dataclass(frozen=True, slots=True)
class Sides:
    """Vectors of the same sentences in two languages.

    own, pivot: of all sentences, on disk. rows, pivot_rows: which of them belong together, in order.
    numbers: of the sentences. gaps, repeated: how many were left out.
    """

    own: LayerFile
    pivot: LayerFile
    rows: Ints1d
    pivot_rows: Ints1d
    numbers: Ints1d
    gaps: int
    repeated: int
    altered: LayerFile | None = None
    altered_rows: Ints1d | None = None

    def altered_layer(self, layer: int) -> Floats2d | None:
        """Return float32[m, d] of one layer: the pivot's sentences, changed; None without texts."""
        return None if self.altered is None else self.altered[layer][self.altered_rows]

    def __iter__(self) -> Iterator[tuple[Floats2d, Floats2d]]:
        """Yield float32[n, d] of both languages for each layer, from the embeddings' to the last."""
        for own, pivot in zip(self.own, self.pivot, strict=True):
            yield own[self.rows], pivot[self.pivot_rows]


def with_altered(job: Job, language: Language, pooling: Pooling) -> Sides:
    """Return the distinct sentences of two languages, and beside them the pivot's changed in one place."""
    found = sides(job, language, pooling)
    if kind(job.model) == VECTORS:
        return found
    texts = _pivot_texts(job, language)
    changed = altered(texts, job.pivot)
    differs = np.array([one != other for one, other in zip(texts, changed, strict=True)], bool)
    rows = found.pivot_rows[differs[found.pivot_rows]]
    return replace(found, altered=layers(job, changed, pooling, job.pivot), altered_rows=rows)


def sides(job: Job, language: Language, pooling: Pooling, *, distinct: bool = True) -> Sides:
    """Return the vectors of a language's sentences and of the pivot's.

    distinct: leave out sentences that came before, on either side. Raises InputError if the two sides do not
    fit, Lacking if the model gives no vectors.
    """
    if kind(job.model) == VECTORS:
        return _saved_sides(job, language)
    found = job.pair(language)
    kept = [place for place in range(len(found.numbers)) if not (distinct and place in found.repeated)]
    rows = np.array(kept, np.int64)
    numbers = np.array(found.numbers, np.int64)[rows]
    own = layers(job, found.texts, pooling, language)
    if job.text is not None and job.text.pairs is None:
        # All of the pivot is encoded once, whatever gaps a language has.
        whole = job.pair(job.pivot)
        pivot, pivot_rows = (
            layers(job, whole.texts, pooling, job.pivot),
            np.searchsorted(whole.numbers, numbers),
        )
    else:
        pivot, pivot_rows = layers(job, found.beside, pooling, job.pivot), rows
    return Sides(own, pivot, rows, pivot_rows, numbers, found.gaps, len(found.numbers) - len(kept))


def _pivot_texts(job: Job, language: Language) -> tuple[str, ...]:
    """Return the texts whose vectors ``Sides.pivot`` holds."""
    own_pivot = job.text is not None and job.text.pairs is None
    return job.pair(job.pivot).texts if own_pivot else job.pair(language).beside


def layers(job: Job, texts: Sequence[str], pooling: Pooling, language: Language) -> LayerFile:
    """Return the layers of texts of a language, made once a run for all poolings that it asks for."""
    asked = poolings(job)
    together = asked if pooling in asked else (pooling,)
    digest = hashlib.sha256(f"{language}:".encode())
    for text in texts:
        digest.update(f"{len(text)}:".encode() + text.encode("utf-8", "surrogatepass"))
    folder = job.folder.joinpath(*CACHE, f"{'-'.join(together)}-{digest.hexdigest()[:24]}")
    made = shared_folder(
        folder, partial(_make, job, texts, together, language), locks=job.folder / "cache" / "locks"
    )
    return open_layers(made / f"{pooling}.npy")


def _make(job: Job, texts: Sequence[str], asked: Sequence[Pooling], language: Language, folder: Path) -> None:
    """Write the layers of all texts, a file a pooling, a block at a time."""
    if fingerprint(job.model, ("layers",)) != job.fingerprints["model"]:  # a cluster's machines differ
        raise InputError(
            f"{job.model}: here its files, or the numbers it is computed in, are not those of the run.",
            fix="Bring the same files to every machine, and set ISOGLOSS_DTYPE=float32 on all.",
        )
    model = speaking(offered(job.model, "layers"), language)
    with ExitStack() as opened:
        files = {one: opened.enter_context((folder / f"{one}.npy").open("w+b")) for one in asked}
        for start in range(0, len(texts), _BLOCK):
            block = list(texts[start : start + _BLOCK])
            for pooling, found in _of_block(model, block, asked).items():
                write_layers(files[pooling], found, start, len(texts))


def _of_block(
    model: LayeredEncoder, texts: list[str], asked: Sequence[Pooling]
) -> Mapping[Pooling, Floats3d]:
    """Return float32[layers, n, d] of each pooling; a transformer reads the texts once for all of them."""
    several = getattr(model, "layers_by", None)
    if several is not None:
        found: Mapping[Pooling, Floats3d] = several(texts, asked)
        return found
    return {pooling: model.layers(texts, pooling=pooling) for pooling in asked}


def _saved_sides(job: Job, language: Language) -> Sides:
    own, pivot = saved(job.model).fitting(language, job.pivot)
    asked = selected(job.settings.lines, own.shape[1])
    rows = np.intersect1d(np.intersect1d(usable(own), usable(pivot)), asked)
    return Sides(own, pivot, rows, rows, rows, len(asked) - len(rows), 0)
