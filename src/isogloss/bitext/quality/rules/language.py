"""A side in another language than it should be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from isogloss.bitext.quality.batch import UNKNOWN, Batch, Finding
from isogloss.languages import Language, genetic_distance
from isogloss.languages.identification.contract import Detector
from isogloss.languages.matching import broader, chosen

if TYPE_CHECKING:
    from isogloss.languages import Detected

# The expected language is given up where so little speaks for it and so much for another.
_EXPECTED: Final = 0.02
_OTHER: Final = 0.95
# Where nobody named the languages, or the detector does not know the expected one.
_SURE: Final = 0.99
# A language nearer than this to the expected one may share whole sentences with it.
_RELATED: Final = 0.4


def language(batch: Batch) -> list[Finding]:
    """Find sides that another language is far more likely of than their own.

    A language that the detector does not cover is held against its side only where that side is taken for
    the language of the other one. Without languages, pairs are found whose sides are in the same one.
    Where nothing can be told (names, numbers, close relatives), nothing is said.
    """
    from isogloss.languages import detect_many, load_detector

    engine = load_detector("default")
    left, right = detect_many(batch.sources), detect_many(batch.targets)
    if "und" in (batch.source.code, batch.target.code):
        return [_same(*pair) for pair in zip(left, right, strict=True)]
    found = [
        _side(engine, texts, verdicts, own, other, side)
        for texts, verdicts, own, other, side in (
            (batch.sources, left, batch.source, batch.target, "source"),
            (batch.targets, right, batch.target, batch.source, "target"),
        )
    ]
    return [_worse(*pair) for pair in zip(*found, strict=True)]


def _same(left: Detected, right: Detected) -> Finding:
    if left.abstained or right.abstained:
        return UNKNOWN
    sure = min(left.probability, right.probability)
    if left.language.code != right.language.code or sure < _SURE:
        return Finding(0.0)
    return Finding(sure, f"both sides look like {left.language}")


def _side(
    engine: Detector,
    texts: list[str],
    verdicts: list[Detected],
    own: Language,
    other: Language,
    side: str,
) -> list[Finding]:
    """Return what is found of one side; the verdicts that agree need no second look."""
    covered, opposite = (set(chosen(one, engine.languages)) for one in (own, other))
    findings = [_of(verdict, covered, opposite, own, side) for verdict in verdicts]
    doubtful = [n for n, finding in enumerate(findings) if finding.reason and covered]
    for n, likely in zip(doubtful, _likely(engine, [texts[n] for n in doubtful], covered), strict=True):
        if likely > _EXPECTED:
            findings[n] = Finding(1 - likely)
    return findings


def _of(
    verdict: Detected, covered: set[Language], opposite: set[Language], own: Language, side: str
) -> Finding:
    if verdict.abstained:
        return UNKNOWN
    if verdict.language in covered:
        return Finding(1 - verdict.probability)
    sure = verdict.probability >= (_OTHER if covered else _SURE)
    if not covered and (verdict.language not in opposite or not sure):
        return UNKNOWN
    if not sure or _related(verdict.language, own):
        return Finding(verdict.probability / 2)
    looks = f"the {side} looks like {verdict.language}, not {own}"
    return Finding(verdict.probability, looks)


@lru_cache(maxsize=1024)
def _related(one: Language, other: Language) -> bool:
    """Return whether two languages are near by descent, or members of one macrolanguage."""
    if set(broader(one.code)) & set(broader(other.code)):
        return True
    distance = genetic_distance(one, other)
    return distance is not None and distance < _RELATED


def _likely(engine: Detector, texts: list[str], covered: set[Language]) -> list[float]:
    """Return the probability of the expected language against all that the script of a text allows."""
    if not texts:
        return []
    import numpy as np

    from isogloss.languages.identification.detection import sample
    from isogloss.languages.identification.gate import allowed_by_script, scripts_of

    pieces = [sample(text) for text in texts]
    allowed = allowed_by_script(scripts_of(pieces), engine.languages)
    own = np.array([language in covered for language in engine.languages])
    logs = engine.log_probabilities(pieces, allowed)
    likely: list[float] = np.where(own, np.exp(logs), 0.0).sum(axis=1).tolist()
    return likely


def _worse(one: Finding, other: Finding) -> Finding:
    if one.badness is None or other.badness is None:
        return one if other.badness is None else other
    return one if one.badness >= other.badness else other
