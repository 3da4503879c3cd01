"""From texts to verdicts: the script first, then the detector, then its doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from isogloss.errors import InputError
from isogloss.languages.identification.contract import Bools2d, Detector
from isogloss.languages.identification.table import load_detector
from isogloss.languages.identification.verdict import Detected, Reason
from isogloss.languages.language import Language
from isogloss.languages.matching import chosen

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d

EVIDENCE: Final = 4096
_PIECES: Final = 4
_BATCH: Final = 512


def detect(
    text: str,
    *,
    candidates: Iterable[Language | str] | None = None,
    detector: str | Detector = "default",
) -> Detected:
    """Return the language that ``text`` is in, ``und`` where it cannot be told.

    candidates: the languages that come into question (any usual code or name); all that the detector
    covers if None. detector: a name from DETECTORS, or an object that fits ``Detector``.
    A text over 4,096 characters is judged by four pieces of 1,024 from its beginning to its end.
    Raises UnknownLanguage for a candidate that no table knows, InputError for one that the detector does
    not cover, and what ``load_detector`` raises.
    """
    return detect_many((text,), candidates=candidates, detector=detector)[0]


def detect_many(
    texts: Sequence[str],
    *,
    candidates: Iterable[Language | str] | None = None,
    detector: str | Detector = "default",
) -> list[Detected]:
    """Return the language of every text, in order; the fast way for many. See ``detect``.

    Raises InputError for one string in place of texts.
    """
    if isinstance(texts, str):
        raise InputError(
            "detect_many takes texts, and one string is none: it would be read letter by letter.",
            fix="Pass a list: [text], or call detect(text).",
        )
    engine = load_detector(detector) if isinstance(detector, str) else detector
    among = None if candidates is None else _among(engine, candidates)
    found: list[Detected] = []
    for start in range(0, len(texts), _BATCH):
        found += _verdicts(engine, [sample(text) for text in texts[start : start + _BATCH]], among)
    return found


def sample(text: str) -> str:
    """Return what a verdict rests on: the text, or four pieces of it if it is over 4,096 characters."""
    if len(text) <= EVIDENCE:
        return text
    size = EVIDENCE // _PIECES
    step = (len(text) - size) // (_PIECES - 1)
    return " ".join(text[at * step : at * step + size] for at in range(_PIECES))


def _among(engine: Detector, candidates: Iterable[Language | str]) -> Bools1d:
    """Return which of the detector's languages come into question, bool[k]."""
    import numpy as np

    if isinstance(candidates, (str, Language)):
        candidates = (candidates,)
    covered = {candidate: chosen(candidate, engine.languages) for candidate in candidates}
    lacking = ", ".join(str(Language.parse(candidate)) for candidate, found in covered.items() if not found)
    if lacking or not covered:
        some = any(covered.values())
        said = f"does not cover {lacking}" if some else f"covers none of the candidates ({lacking or 'none'})"
        raise InputError(
            f"The detector {engine.name!r} {said}.",
            fix="Name others, or another detector; load_detector(name).languages lists what each covers.",
        )
    meant = {language for found in covered.values() for language in found}
    return np.array([language in meant for language in engine.languages], dtype=np.bool_)


def _verdicts(engine: Detector, texts: list[str], among: Bools1d | None) -> list[Detected]:
    import numpy as np

    from isogloss.languages.identification.gate import allowed_by_script, scripts_of

    scripts = scripts_of(texts)
    fits = allowed_by_script(scripts, engine.languages)
    allowed = fits if among is None else fits & among
    judged = np.flatnonzero(allowed.any(axis=1))
    best = np.zeros(len(texts), dtype=np.intp)
    probability = np.zeros(len(texts))
    if len(judged):
        logs = engine.log_probabilities([texts[i] for i in judged], allowed[judged])
        best[judged] = logs.argmax(axis=1)
        probability[judged] = np.exp(logs.max(axis=1)).clip(0.0, 1.0)
    told = allowed.any(axis=1) & (probability > 0) & (probability >= engine.thresholds(texts))
    guesses = [
        engine.languages[column] if sure else Language("und", script)
        for column, sure, script in zip(best.tolist(), probability.tolist(), scripts, strict=True)
    ]
    return [
        Detected(guess, sure, guess)
        if tells
        else Detected(Language("und", script), sure, guess, _reason(script, row, row_fits))
        for guess, sure, tells, script, row, row_fits in zip(
            guesses, probability.tolist(), told.tolist(), scripts, allowed, fits, strict=True
        )
    ]


def _reason(script: str, allowed: Bools2d, fits: Bools2d) -> Reason:
    if script == "Zyyy":
        return "no letters"
    if not fits.any():
        return "script"
    return "evidence" if allowed.any() else "candidates"
