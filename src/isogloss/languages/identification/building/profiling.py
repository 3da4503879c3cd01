"""From texts to profiles: counting, smoothing, choosing the grams that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from isogloss.languages.identification.building.sources import Texts
from isogloss.languages.identification.ngrams import BUCKETS_LOG2, ngrams
from isogloss.languages.language import Language

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# How much a line of each source counts: sentences and phrases for what they are, lists of lemmas for less.
_WEIGHT: Final[Mapping[str, float]] = {
    "ntrex": 1.0,
    "gatitos": 1.0,
    "tldr": 0.3,
    "wiktionary": 0.5,
    "cldr": 0.3,
}
# What sentences show of the weight that a list of words shows of itself: near the medians over SIB-200
# and Tatoeba.
_SHOWN: Final[Mapping[str, float]] = {"ntrex": 1.0, "gatitos": 0.85}
_SHOWN_ELSE: Final = 0.68
_LINES: Final = 8000
_FEWEST_LINES: Final = 250
# Names of places and languages alone say less.
_FEWEST_NAMES: Final = 600
_GRAMS: Final = 4000
_BACKGROUND: Final = 0.3
_SHRINK: Final = 3000.0
# A script of few languages is averaged as if it had so many, so that what two of them share still weighs.
_LANGUAGES: Final = 40
_ENOUGH: Final = 20000
# Names of places and languages are all that CLDR holds in Kabyle; the Berber profile stands for it.
_WITHOUT: Final = frozenset({"kab"})
# Unsegmented or syllabic scripts, where grams of so few characters tell languages badly, or one language.
_UNPROFILED: Final = frozenset({"Hans", "Hant", "Hani", "Jpan", "Hang", "Kore", "Thai", "Zyyy"})


def profiled(
    texts: Texts,
) -> list[tuple[Language, npt.NDArray[np.int64], npt.NDArray[np.float64], float]]:
    """Return language, ascending buckets, their weights and the usual weight of each profile."""
    enough = {
        language: by_source
        for language, by_source in sorted(texts.items())
        if _enough(by_source) and language.code not in _WITHOUT
    }
    scripts: dict[str, list[Language]] = {}
    for language in enough:
        scripts.setdefault(language.script, []).append(language)
    columns = []
    for script, languages in sorted(scripts.items()):
        if len(languages) > 1 and script not in _UNPROFILED:
            columns += _of_script({language: enough[language] for language in languages})
    return columns


def _enough(by_source: Mapping[str, list[str]]) -> bool:
    fewest = _FEWEST_NAMES if set(by_source) == {"cldr"} else _FEWEST_LINES
    return sum(map(len, by_source.values())) >= fewest


def _of_script(
    texts: Texts,
) -> list[tuple[Language, npt.NDArray[np.int64], npt.NDArray[np.float64], float]]:
    import numpy as np

    counts = np.stack([_counted(by_source) for by_source in texts.values()])
    totals = counts.sum(axis=1, keepdims=True)
    large = totals[:, 0] > _ENOUGH
    large = large if large.any() else np.ones_like(large)
    background = (counts / totals)[large].sum(axis=0) / max(large.sum(), _LANGUAGES) + 1e-8
    columns = []
    for (language, by_source), shrunk in zip(texts.items(), counts / (totals + _SHRINK), strict=True):
        buckets = np.sort(np.argsort(-shrunk, kind="stable")[: min(_GRAMS, int((shrunk > 0).sum()))])
        weights = np.log1p(shrunk[buckets] / (_BACKGROUND * background[buckets]))
        shown, usual = _usual(by_source, buckets, weights)
        columns.append((language, buckets, weights / shown, usual))
    return columns


def _counted(by_source: Mapping[str, list[str]]) -> npt.NDArray[np.float64]:
    import numpy as np

    counts = np.zeros(1 << BUCKETS_LOG2)
    for source, lines in by_source.items():
        for _, buckets in ngrams(lines[:_LINES]):
            counts += np.bincount(buckets, minlength=len(counts)) * _WEIGHT[source]
    return counts


def _usual(
    by_source: Mapping[str, list[str]], buckets: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]
) -> tuple[float, float]:
    """Return what sentences show of a weight, and the average weight of a gram in the largest source."""
    import numpy as np

    source = "ntrex" if "ntrex" in by_source else max(by_source, key=lambda name: len(by_source[name]))
    table = np.zeros(1 << BUCKETS_LOG2)
    table[buckets] = weights
    met = np.concatenate([table[found] for _, found in ngrams(by_source[source][:400])])
    return _SHOWN.get(source, _SHOWN_ELSE), float(met.mean())
