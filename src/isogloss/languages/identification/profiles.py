"""What text in some 350 languages looks like: their commonest n-grams, and how far each tells one.

A profile holds up to 4,000 buckets of n-grams (see ``ngrams``) of one language with a weight each: the log of
how much commoner the gram is there than in the languages of its script on average. The evidence of a text for
a language is the sum of the weights of its grams; ``usual`` is what a gram of real text in the language is
worth on average. Built by ``python -m isogloss.languages.identification.building`` from NTREX lines 1-1609,
GATITOS, tldr, Wiktionary and CLDR (the file's header and LICENSE-WEIGHTS name their licences).
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from isogloss.arrays import Floats1d, Floats2d
from isogloss.languages.identification.ngrams import BUCKETS_LOG2, ngrams
from isogloss.languages.language import Language

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FILE: Final = "profiles.safetensors.xz"
# The levels that a weight is stored in.
LEVELS: Final = 15


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """The profiles of the languages of one script.

    weights: float32[buckets, languages]; usual: float64[languages], the weight of an average gram.
    """

    languages: tuple[Language, ...]
    weights: Floats2d
    usual: Floats1d

    def evidence(self, texts: Sequence[str]) -> tuple[Floats2d, Floats1d]:
        """Return the summed weights, float32[n, languages], and how many grams each text has, float64[n]."""
        import numpy as np
        from scipy import sparse

        sums = np.zeros((len(texts), len(self.languages)), dtype=np.float32)
        grams = np.zeros(len(texts))
        for rows, buckets in ngrams(texts):
            counts = np.bincount(rows, minlength=len(texts))
            starts = np.concatenate([[0], np.cumsum(counts)])
            met = sparse.csr_array(
                (np.ones(len(buckets), dtype=np.float32), buckets, starts),
                shape=(len(texts), len(self.weights)),
            )
            sums += met @ self.weights
            grams += counts
        return sums, grams


@cache
def profiled_scripts() -> frozenset[str]:
    """Return the scripts with at least two profiles; elsewhere the script tells, or n-grams cannot."""
    return frozenset(_stored()[1])


@cache
def profiles(script: str) -> Profiles:
    """Return the profiles of the languages written in a script of ``profiled_scripts``."""
    import numpy as np

    tensors, of_script = _stored()
    columns = of_script[script]
    weights = np.zeros((1 << BUCKETS_LOG2, len(columns)), dtype=np.float32)
    ends = np.cumsum(tensors["sizes"])
    gaps = tensors["gaps"].astype(np.int64)
    gaps = gaps[0] + 256 * gaps[1]
    for place, (column, _) in enumerate(columns):
        held = slice(int(ends[column] - tensors["sizes"][column]), int(ends[column]))
        weights[np.cumsum(gaps[held]), place] = tensors["levels"][held] * tensors["scales"][column]
    usual = np.array([tensors["usual"][column] for column, _ in columns], dtype=np.float64)
    return Profiles(tuple(language for _, language in columns), weights, usual)


@cache
def _stored() -> tuple[dict[str, npt.NDArray[np.generic]], dict[str, list[tuple[int, Language]]]]:
    """Return the tensors of the file, and script -> (column, language) of its profiles."""
    from safetensors.numpy import load

    content = lzma.decompress((files("isogloss.languages.identification") / FILE).read_bytes())
    size = int.from_bytes(content[:8], "little")
    names = json.loads(content[8 : 8 + size])["__metadata__"]["languages"].split()
    of_script: dict[str, list[tuple[int, Language]]] = {}
    for column, name in enumerate(names):
        language = Language(*name.split("_"))
        of_script.setdefault(language.script, []).append((column, language))
    return load(content), of_script


def stored(
    columns: Sequence[tuple[Language, npt.NDArray[np.int64], npt.NDArray[np.float64], float]], sources: str
) -> bytes:
    """Return the file that holds these profiles: language, ascending buckets, weights, usual weight each."""
    import numpy as np
    from safetensors.numpy import save

    gaps = np.concatenate([np.diff(buckets, prepend=0) for _, buckets, _, _ in columns])
    scales = np.array([weights.max() / LEVELS for _, _, weights, _ in columns], dtype=np.float32)
    levels = [np.rint(weights / scale) for (_, _, weights, _), scale in zip(columns, scales, strict=True)]
    tensors: dict[str, npt.NDArray[Any]] = {
        "gaps": np.stack([gaps % 256, gaps // 256]).astype(np.uint8),
        "levels": np.concatenate(levels).clip(1, LEVELS).astype(np.uint8),
        "sizes": np.array([len(buckets) for _, buckets, _, _ in columns], dtype=np.uint16),
        "scales": scales,
        "usual": np.array([usual for *_, usual in columns], dtype=np.float32),
    }
    names = " ".join(str(language) for language, *_ in columns)
    return lzma.compress(save(tensors, {"languages": names, "sources": sources}), preset=9)
