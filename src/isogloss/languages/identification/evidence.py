"""How likely a verdict of py3langid is right, from what the text itself shows.

Its probabilities say which of its languages fits best, not whether any fits: text in a language that it
does not know gets a confident name. Profiles of many more languages answer that: how much of the text's
n-grams the named language uses, beside what is usual there, and whether one that is not in question fits
better.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from isogloss.arrays import Bools1d, Doubles2d, Floats1d, Floats2d
from isogloss.languages.identification.contract import Bools2d
from isogloss.languages.identification.profiles import Profiles
from isogloss.languages.language import Language
from isogloss.languages.matching import chosen, matches

FEATURES: Final = (
    "log_probability",
    "gap",
    "log_grams",
    "usual",
    "usual_long",
    "beside_usual",
    "outside",
    "inside",
)
# Kabyle has no profile of its own; that of the Berber languages in Latin script stands for it.
_STANDS_FOR: Final = {"kab": Language("ber", "Latn")}
# What a language without a profile is taken to show of its usual weight; 0.9 is what those with one show.
_UNPROFILED: Final = 0.75


class Relations:
    """How the languages of a detector and the profiles of one script belong together.

    own: bool[k, p], the profile stands for the language; same: bool[k, p], the two match (a profile of a
    macrolanguage or of a member is no rival).
    """

    def __init__(self, languages: Sequence[Language], profiles: Profiles) -> None:
        import numpy as np

        codes = [Language(language.code) for language in languages]
        profiled = [Language(language.code) for language in profiles.languages]
        self.own: Bools2d = np.zeros((len(languages), len(profiled)), dtype=np.bool_)
        self.same: Bools2d = np.array([[matches(a, b) for b in profiled] for a in codes], dtype=np.bool_)
        for row, language in enumerate(languages):
            stands = _STANDS_FOR.get(language.code, language)
            for found in chosen(stands, profiles.languages):
                self.own[row, profiles.languages.index(found)] = True
        self.same |= self.own


def features(
    logs: Doubles2d,
    evidence: Floats2d,
    grams: Floats1d,
    profiles: Profiles,
    relations: Relations,
    asked: Bools1d,
) -> Doubles2d:
    """Return the FEATURES of the likeliest language of every text, float64[n, 8].

    logs: float64[n, k], log probabilities; evidence, grams: of the same texts, from ``Profiles.evidence``;
    asked: bool[k], the languages in question, all others are outside. A profile with ``-inf`` for evidence
    is left out.
    """
    import numpy as np

    best = logs.argmax(axis=1)
    gap = _gap(logs)
    grams = np.maximum(grams, 1.0)
    root = np.sqrt(grams)
    scaled = evidence / (grams[:, None] * profiles.usual)
    own, same = relations.own[best], relations.same[best]
    known = (own & np.isfinite(evidence)).any(axis=1)
    share = np.where(known, _best(scaled, own), _UNPROFILED)
    weight = np.where(known, _best(evidence, own), _UNPROFILED * grams * np.median(profiles.usual))
    asked_for = relations.same[asked].any(axis=0)
    rival = _best(evidence, ~same & ~asked_for)
    return np.stack(
        [
            np.maximum(logs.max(axis=1), -20.0),
            np.minimum(gap, 6.0),
            np.log(grams),
            share,
            (share - 0.6) * np.minimum(root, 15.0) / 5.0,
            np.clip((share - _best(scaled, ~same & ~asked_for)) * root, -6.0, 6.0),
            np.clip((weight - rival) / root, -15.0, 15.0),
            np.clip((weight - _best(evidence, ~same & asked_for)) / root, -15.0, 15.0),
        ],
        axis=1,
    )


def trust(values: Doubles2d) -> Floats1d:
    """Return the probability that the verdict is right, float64[n], of FEATURES."""
    import numpy as np

    weights, intercept = fitted()
    return np.asarray(1.0 / (1.0 + np.exp(-(values @ weights + intercept))))


@cache
def fitted() -> tuple[Floats1d, float]:
    """Return the weights of FEATURES and the intercept, from the table that ``building`` writes."""
    import numpy as np

    content = (files("isogloss.languages.identification") / "evidence.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in content.split("\n") if line and not line.startswith("#"))
    return np.array([float(rows[name]) for name in FEATURES]), float(rows["intercept"])


def _gap(logs: Doubles2d) -> Floats1d:
    """Return how far the best language of each row is ahead, 0 where it has no competitor to show it by."""
    import numpy as np

    if logs.shape[1] == 1:
        return np.zeros(len(logs))
    ordered = np.partition(logs, -2, axis=1)
    return np.asarray(
        np.where(np.isfinite(ordered[:, -2]), ordered[:, -1] - np.maximum(ordered[:, -2], -60.0), 0.0)
    )


def _best(values: Floats2d | Doubles2d, among: Bools2d | Bools1d) -> Floats1d:
    """Return the largest value of each row among some columns, 0 where none is larger."""
    import numpy as np

    return np.asarray(np.where(among, values, 0.0).max(axis=1, initial=0.0), dtype=np.float64)
