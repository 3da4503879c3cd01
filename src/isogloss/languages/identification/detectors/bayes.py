"""py3langid's naive Bayes over byte n-grams, many texts at once.

py3langid 0.4 (BSD-3-Clause) walks each text's bytes through an automaton in a Python loop. Here a batch
walks together: one array step moves every text on by a byte. Scores are the same (its own loop stands in
the test beside this one). Where it folds a label's two columns after the softmax, ours are folded before,
by their maximum, as its unnormalised verdicts do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from isogloss.arrays import Doubles2d, Floats1d, Floats2d, Ints1d
from isogloss.languages.identification.contract import Bools2d
from isogloss.languages.identification.detectors.labels import columns
from isogloss.languages.language import Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Under so many texts still walking, a Python loop is faster than an array step.
_TOGETHER: Final = 16


@cache
def load_bayes(argument: str = "") -> Bayes:
    """Return py3langid with its own model. Raises InputError if given an argument, which it does not take."""
    from isogloss.languages.identification.detectors.arguments import none_taken

    none_taken("py3langid", argument)
    return Bayes()


class Bayes:
    """py3langid's model (it is read once, in about a second)."""

    name = "py3langid"

    def __init__(self) -> None:
        import numpy as np
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        self.identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        self._next = np.frombuffer(self.identifier.tk_nextmove, dtype=self.identifier.tk_nextmove.typecode)
        self._row = np.array(self.identifier._rowbase, dtype=np.int64)
        self._out = np.array(self.identifier.tk_output, dtype=np.int32)
        places = columns(self.identifier.nb_classes)
        self.languages: tuple[Language, ...] = tuple(places)
        self._first = np.array([at[0] for at in places.values()])
        self._second = np.array([at[-1] for at in places.values()])

    def thresholds(self, texts: Sequence[str]) -> Floats1d:
        """Return zeros: py3langid always has a verdict."""
        import numpy as np

        return np.zeros(len(texts))

    def log_probabilities(self, texts: Sequence[str], allowed: Bools2d) -> Doubles2d:
        """Return log probabilities, float64[n, k]; see ``Detector``.

        The scores are divided by the root of the length in bytes first, which is py3langid's own way to
        keep them from saturating.
        """
        import numpy as np

        scores, lengths = self.scores(texts)
        logs = normalised(scores / np.sqrt(np.maximum(lengths, 1.0))[:, None], allowed)
        # No feature at all and more than one language in question: a guess would be a tie.
        logs[~scores.any(axis=1) & (allowed.sum(axis=1) > 1)] = -np.inf
        return logs

    def scores(self, texts: Sequence[str]) -> tuple[Doubles2d, Floats1d]:
        """Return unnormalised log posteriors, float64[n, k], and the lengths in bytes, float64[n]."""
        import numpy as np

        encoded = [self.identifier._encode(text) for text in texts]
        raw = self._posteriors(*self._walk(encoded), len(texts))
        folded = np.maximum(raw[:, self._first], raw[:, self._second]).astype(np.float64)
        return folded, np.array([len(text) for text in encoded], dtype=np.float64)

    def _walk(self, encoded: Sequence[bytes]) -> tuple[Ints1d, Ints1d]:
        """Return each feature met and the text that it was met in, int64[m] both, in no given order."""
        import numpy as np

        order = np.argsort([-len(text) for text in encoded], kind="stable")
        lengths = np.array([len(encoded[text]) for text in order], dtype=np.int64)
        # steps at which at least _TOGETHER texts still have a byte to read
        steps = int(lengths[_TOGETHER - 1]) if len(lengths) >= _TOGETHER else 0
        padded = b"".join(encoded[text][:steps].ljust(steps, b"\0") for text in order)
        letters = np.frombuffer(padded, dtype=np.uint8).reshape(len(encoded), steps).T
        states = np.zeros(len(encoded), dtype=np.int64)
        path = np.zeros((steps, len(encoded)), dtype=np.int32)
        active = (lengths[None, :] > np.arange(steps)[:, None]).sum(axis=1)
        for step, walking in enumerate(active.tolist()):
            moved = self._next[self._row[states[:walking]] + letters[step, :walking]]
            states[:walking] = moved
            path[step, :walking] = moved
        met = self._out[path]
        met[np.arange(steps)[:, None] >= lengths[None, :]] = -1
        at, column = np.nonzero(met >= 0)
        features, rows = [met[at, column].astype(np.int64)], [order[column]]
        for place in np.flatnonzero(lengths > steps).tolist():
            rest = self._alone(int(states[place]), encoded[order[place]][steps:])
            features.append(np.array(rest, dtype=np.int64))
            rows.append(np.full(len(rest), order[place], dtype=np.int64))
        return np.concatenate(features), np.concatenate(rows)

    def _alone(self, state: int, text: bytes) -> list[int]:
        """Return the features that one text meets from a state on; py3langid's own loop."""
        following, base, out = (
            self.identifier.tk_nextmove,
            self.identifier._rowbase,
            self.identifier.tk_output,
        )
        met = []
        for letter in text:
            state = following[base[state] + letter]
            if out[state] >= 0:
                met.append(out[state])
        return met

    def _posteriors(self, features: Ints1d, rows: Ints1d, texts: int) -> Floats2d:
        """Return log prior plus log(1 + count) times the weights, float32[texts, labels]."""
        import numpy as np
        from scipy import sparse

        weights = self.identifier.nb_ptc
        keys, counts = np.unique(rows * len(weights) + features, return_counts=True)
        used, place = np.unique(keys % len(weights), return_inverse=True)
        met = sparse.csr_array(
            (np.log1p(counts.astype(np.float32)), (keys // len(weights), place)), shape=(texts, len(used))
        )
        posteriors: Floats2d = met @ weights[used].astype(np.float32) + self.identifier.nb_pc
        # A text without a feature says nothing: the prior alone would call it by the commonest language.
        posteriors[np.bincount(rows, minlength=texts) == 0] = 0.0
        return posteriors


def normalised(scores: Doubles2d, allowed: Bools2d) -> Doubles2d:
    """Return the log softmax of each row over what is allowed, ``-inf`` elsewhere."""
    import numpy as np

    masked = np.where(allowed, scores, -np.inf)
    top = masked.max(axis=1, keepdims=True)
    top[~np.isfinite(top)] = 0.0
    with np.errstate(divide="ignore"):
        total = np.log(np.exp(masked - top).sum(axis=1, keepdims=True))
    total[~np.isfinite(total)] = 0.0
    result: Doubles2d = masked - top - total
    return result
