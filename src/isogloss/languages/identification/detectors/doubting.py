"""The default: py3langid's verdict, and how far the text bears it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from isogloss.arrays import Bools1d, Doubles2d, Floats1d, Ints1d
from isogloss.languages.identification.contract import Bools2d
from isogloss.languages.identification.detectors.bayes import Bayes, load_bayes
from isogloss.languages.identification.evidence import FEATURES, Relations, features, trust
from isogloss.languages.identification.profiles import profiled_scripts, profiles
from isogloss.languages.language import Language

# The probability asked for grows with the length: a short text cannot show much, a long one should.
_AT_20: Final = 0.065
_PER_DOUBLING: Final = 0.05
_MOST: Final = 0.3
# Where the script alone speaks for a language and another's profile fits better, below any threshold.
_REFUTED: Final = 0.01


@cache
def load_default(argument: str = "") -> Doubting:
    """Return the default detector. Raises InputError if given an argument, which it does not take."""
    from isogloss.languages.identification.detectors.arguments import none_taken

    none_taken("default", argument)
    return Doubting(load_bayes())


class Doubting:
    """py3langid with doubt: its probabilities, scaled by how likely its best guess is right."""

    name = "default"

    def __init__(self, bayes: Bayes) -> None:
        self.bayes = bayes
        self.languages: tuple[Language, ...] = bayes.languages
        self._relations: dict[str, Relations] = {}

    def thresholds(self, texts: Sequence[str]) -> Floats1d:
        """Return 0.065 up to 20 characters, and 0.05 more for every doubling after, 0.3 at most.

        Chosen so that about one right verdict in a hundred is lost on Tatoeba, and fewer on SIB-200.
        """
        import numpy as np

        doublings = np.log2(np.maximum([len(text) for text in texts], 20.0) / 20.0)
        return np.asarray(np.minimum(_AT_20 + _PER_DOUBLING * doublings, _MOST))

    def log_probabilities(self, texts: Sequence[str], allowed: Bools2d) -> Doubles2d:
        """Return log probabilities, float64[n, k]; see ``Detector``."""
        import numpy as np

        logs = self.bayes.log_probabilities(texts, allowed)
        groups: dict[bytes, list[int]] = {}
        for row, kind in enumerate(np.packbits(allowed, axis=1)):
            groups.setdefault(kind.tobytes(), []).append(row)
        for members in groups.values():
            rows = np.array(members, dtype=np.int64)
            rows = rows[np.isfinite(logs[rows]).any(axis=1)]
            script = self._script(allowed[members[0]])
            if len(rows) and script is not None:
                values = self.features([texts[row] for row in rows], logs[rows], allowed[rows[0]], script)
                right = trust(values)
                if self._alone(script):
                    right[values[:, FEATURES.index("outside")] < 0] = _REFUTED
                logs[rows] = _scaled(logs[rows], right)
        return logs

    def features(
        self,
        texts: Sequence[str],
        logs: Doubles2d,
        asked: Bools1d,
        script: str,
        hidden: Bools1d | None = None,
    ) -> Doubles2d:
        """Return what ``trust`` is told of texts in one script, float64[n, 8].

        asked: bool[k], the languages in question; hidden: bool[p], profiles to leave out, as if their
        languages had never been met.
        """
        import numpy as np

        held = profiles(script)
        evidence, grams = held.evidence(texts)
        if hidden is not None:
            evidence[:, hidden] = -np.inf
        return features(logs, evidence, grams, held, self.relations(script), asked)

    def relations(self, script: str) -> Relations:
        """Return how the languages and the profiles of a script belong together."""
        if script not in self._relations:
            self._relations[script] = Relations(self.languages, profiles(script))
        return self._relations[script]

    def _alone(self, script: str) -> bool:
        """Return whether py3langid knows one language in a script: then only profiles tell its neighbours.

        Dzongkha among Tibetan, Amharic beside Tigrinya.
        """
        return sum(language.script == script for language in self.languages) == 1

    def _script(self, asked: Bools1d) -> str | None:
        """Return the script of the languages in question, None if they have several or it has no profiles."""
        scripts = {language.script for language, yes in zip(self.languages, asked, strict=True) if yes}
        return next(iter(scripts)) if len(scripts) == 1 and scripts <= profiled_scripts() else None


def _scaled(logs: Doubles2d, right: Floats1d) -> Doubles2d:
    """Return log probabilities in which the best of each row has the probability ``right``.

    The others share what is left in their proportions, none of them past the best.
    """
    import numpy as np

    best: Ints1d = logs.argmax(axis=1)
    rows = np.arange(len(logs))
    probabilities = np.exp(logs)
    top = probabilities[rows, best]
    rest = np.maximum(1.0 - top, 1e-12)
    shared = np.minimum(1.0 - right, right * rest / np.maximum(top, 1e-12))
    probabilities *= (shared / rest)[:, None]
    probabilities[rows, best] = right
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(probabilities))
