"""Training a classifier of tokens on tokens whose classes are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from isogloss.errors import BadRow, InputError
from isogloss.languages.conditional.classifier import TokenClassifier, token_grams

if TYPE_CHECKING:
    from isogloss.arrays import Doubles2d, Ints1d

Sparse: TypeAlias = Any  # a matrix of scipy, which has no types

_GRID: Final = (0.3, 1.0, 3.0, 10.0, 30.0)
_FOLDS: Final = 5


def read_token_classes(path: Path | str) -> list[tuple[str, str]]:
    """Return the tokens and classes of a file: UTF-8, a line each, token TAB class; empty lines are skipped.

    Raises BadRow with file and line for a line of another shape, InputError for a file that cannot be read.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as cause:
        raise InputError(f"{path} cannot be read: {cause}.", fix="Give a file in UTF-8.") from None
    found = []
    for number, line in enumerate(lines, start=1):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not line.strip():
            continue
        if len(cells) != 2 or not all(cells):
            raise BadRow(
                f"{path}:{number}: expected a token, a tab and its class, got {line!r}.",
                fix="Write one token and one class a line.",
            )
        found.append((cells[0], cells[1]))
    return found


def train_token_classifier(
    examples: Iterable[tuple[str, str]],
    *,
    orders: tuple[int, int] = (1, 4),
    strength: float | None = None,
    least: float = 0.0,
    seed: int = 0,
) -> TokenClassifier:
    """Return a logistic regression over character n-grams, fitted to (token, class) pairs.

    orders: the shortest and the longest n-gram; a token's n-grams are weighed alike, in rows of unit length.
    strength: C, the inverse of the weight of the L2 penalty; None takes the one of a grid that has the most
        right in stratified cross-validation (folds = min(5, smallest class)), the smaller of equals, and 1
        where a class has one example.
    least: see TokenClassifier.
    Raises InputError for fewer than two classes.
    """
    from sklearn.linear_model import LogisticRegression

    pairs = list(examples)
    labels = tuple(sorted({label for _, label in pairs}))
    if len(labels) < 2:
        raise InputError(
            f"The examples are all {labels[0]!r}; two classes are needed."
            if labels
            else "There are no examples.",
            fix="Give examples of every way that tokens are to be told apart by.",
        )
    every = sorted({gram for token, _ in pairs for gram in token_grams(token, orders)})
    grams = {gram: row for row, gram in enumerate(every)}
    features = _features([token for token, _ in pairs], grams, orders)
    gold = _numbers([label for _, label in pairs], labels)
    c = _strength(features, gold, seed) if strength is None else strength
    fitted = LogisticRegression(C=c, max_iter=5000).fit(features, gold)
    coefficients, intercepts = fitted.coef_, fitted.intercept_
    if len(labels) == 2:
        # Two classes are one row of differences; half of it for each is the same in two.
        coefficients = _both(coefficients)
        intercepts = _both(intercepts[None])[:, 0]
    return TokenClassifier(labels, grams, orders, coefficients.T.astype("float32"), intercepts, least)


def _features(tokens: Sequence[str], grams: Mapping[str, int], orders: tuple[int, int]) -> Sparse:
    """Return a row a token, of length one."""
    from scipy.sparse import csr_array

    data, columns, starts = [], [], [0]
    for token in tokens:
        known = [grams[gram] for gram in token_grams(token, orders) if gram in grams]
        columns += known
        data += [len(known) ** -0.5] * len(known)
        starts.append(len(columns))
    return csr_array((data, columns, starts), shape=(len(tokens), len(grams)))


def _numbers(labels: Sequence[str], known: Sequence[str]) -> Ints1d:
    import numpy as np

    number = {label: place for place, label in enumerate(known)}
    return np.array([number[label] for label in labels], dtype=np.int64)


def _strength(features: Sparse, gold: Ints1d, seed: int) -> float:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    folds = min(_FOLDS, min(Counter(gold.tolist()).values()))
    if folds < 2:
        return 1.0
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
    scores = [
        cross_val_score(LogisticRegression(C=c, max_iter=5000), features, gold, cv=parts).mean()
        for c in _GRID
    ]
    return _GRID[scores.index(max(scores))]


def _both(rows: Doubles2d) -> Doubles2d:
    import numpy as np

    return np.concatenate([-rows / 2, rows / 2])
