"""Fitting the weights of the evidence on every second language of Tatoeba."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from isogloss.arrays import Bools1d, Doubles2d
from isogloss.languages.identification.detectors.doubting import Doubting, load_default
from isogloss.languages.identification.evidence import FEATURES
from isogloss.languages.identification.gate import allowed_by_script, scripts_of
from isogloss.languages.identification.profiles import profiled_scripts, profiles
from isogloss.languages.language import Language
from isogloss.languages.matching import matches

_LINES: Final = 200
# py3langid never tells these from Modern Standard Arabic: neither right nor unclaimed.
_UNFAIR: Final = frozenset({"arz"})


def fitted_on(languages: list[str], detector: Doubting) -> list[str]:
    """Return every second of the languages that the detector claims, and every second of the others."""
    claimed = [code for code in languages if _right(detector, code).any() and code not in _UNFAIR]
    others = [code for code in languages if not _right(detector, code).any()]
    return claimed[::2] + others[::2]


def fitted_table(data: Path) -> str:
    """Return the table of weights, FEATURES and the intercept.

    A logistic regression of whether the verdict is right; each language counts the same. Text in a language
    that is not claimed enters twice: as it is, and with its own profile hidden, as text in a language that no
    source held would look.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    detector = load_default()
    paths = {
        path.suffix[1:]: path
        for path in sorted((data / "tatoeba").glob("tatoeba.*"))
        if path.suffix != ".eng"
    }
    names = fitted_on(sorted(paths), detector)
    found = []
    for name in names:
        lines = paths[name].read_text(encoding="utf-8").split("\n")[:_LINES]
        right = _right(detector, name)
        found.append(_examples(detector, lines, right, None))
        if not right.any():
            found.append(_examples(detector, lines, right, Language.parse(name)))
    values = np.concatenate([values for values, _ in found])
    labels = np.concatenate([right for _, right in found])
    weight = np.concatenate([np.full(len(right), 1 / max(len(right), 1)) for _, right in found])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    model = LogisticRegression(max_iter=3000)
    model.fit((values - mean) / spread, labels, sample_weight=weight * len(weight) / weight.sum())
    slopes = model.coef_[0] / spread
    rows = [*zip(FEATURES, slopes, strict=True), ("intercept", model.intercept_[0] - (slopes * mean).sum())]
    head = f"# Fitted on sentences of Tatoeba (CC BY 2.0 FR) in {' '.join(names)}; by building/fitting.py."
    return "\n".join([head, *(f"{name}\t{weight:.6f}" for name, weight in rows)]) + "\n"


def _right(detector: Doubting, name: str) -> Bools1d:
    """Return which of the detector's languages are right for a name, whatever the script."""
    import numpy as np

    code = Language(Language.parse(name).code)
    return np.array(
        [matches(code, Language(language.code)) for language in detector.languages], dtype=np.bool_
    )


def _examples(
    detector: Doubting, lines: list[str], right: Bools1d, hidden: Language | None
) -> tuple[Doubles2d, Bools1d]:
    """Return features and whether the verdict was right, of the lines in each script that has profiles."""
    import numpy as np

    found = [(np.zeros((0, len(FEATURES))), np.zeros(0, dtype=np.bool_))]
    scripts = np.array(scripts_of(lines))
    for script in sorted(set(scripts) & profiled_scripts()):
        chosen = [line for line, other in zip(lines, scripts, strict=True) if other == script]
        allowed = allowed_by_script([script] * len(chosen), detector.languages)
        if not allowed.any():
            continue
        logs = detector.bayes.log_probabilities(chosen, allowed)
        told: Bools1d = np.asarray(np.isfinite(logs).any(axis=1))
        kept = [line for line, yes in zip(chosen, told.tolist(), strict=True) if yes]
        if not kept:
            continue
        values = detector.features(kept, logs[told], allowed[0], script, _hidden(script, hidden))
        found.append((values, right[logs[told].argmax(axis=1)]))
    return np.concatenate([values for values, _ in found]), np.concatenate([right for _, right in found])


def _hidden(script: str, hidden: Language | None) -> Bools1d | None:
    """Return which profiles of a script match a language."""
    import numpy as np

    if hidden is None:
        return None
    code = Language(hidden.code)
    known = profiles(script).languages
    return np.array([matches(code, Language(language.code)) for language in known], dtype=np.bool_)
