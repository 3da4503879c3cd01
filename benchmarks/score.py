"""Quality of pairs: how reliable the score is, what it finds, and how often rules fire on good text.

    python -m benchmarks.score --data ../shared/data

Reserved lines of NTREX-128 (1801-1997; with --dev 1610-1800), English with each of its languages and each
with another one: as they are, and made bad in eight ways. ``static`` and the weights saw lines 1-1609.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from benchmarks.running import data_folder, run
from isogloss.bitext.quality.building.cases import Case, cases
from isogloss.bitext.quality.building.perturbing import BAD
from isogloss.bitext.quality.table import chosen_rules
from isogloss.models.registry import load_encoder

TEST = range(1800, 1997)
DEV = range(1609, 1800)
WORST = 6
BINS = 10


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--each", type=int, default=197, help="clean lines of a pair of languages")
    parser.add_argument("--dev", action="store_true", help="lines 1610-1800")
    given = parser.parse_args()
    data = data_folder(given.data, "ntrex")
    names = chosen_rules(None)
    lines, encoder = DEV if given.dev else TEST, load_encoder("static")
    found = list(cases(data, lines, each=given.each, names=names, encoder=encoder, seed=1))
    print(f"{sum(case.good for case in found):,} good pairs, {sum(not case.good for case in found):,} bad\n")
    rates(found, names)
    reliability(found)
    kinds(found)


def rates(found: Sequence[Case], names: Sequence[str]) -> None:
    """Print how often each rule fires on pairs as they are, and in which languages most."""
    by_language: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        if case.kind == "clean" and case.source.code == "eng":
            by_language[str(case.target)].append(case)
    print(f"good pairs of English and {len(by_language)} languages: how often a rule fires")
    print("rule           mean    worst")
    for name in (*names, "drop", "not keep"):
        shares = {
            language: float(np.mean([_fires(case, name) for case in own]))
            for language, own in by_language.items()
        }
        worst = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:WORST]
        told = "  ".join(f"{language} {share:.3f}" for language, share in worst if share)
        print(f"{name:13} {np.mean(list(shares.values())):.4f}   {told}")
    print()


def _fires(case: Case, name: str) -> bool:
    if name == "drop":
        return case.scored.verdict == "drop"
    if name == "not keep":
        return case.scored.verdict != "keep"
    return name in case.scored.reasons


def reliability(found: Sequence[Case]) -> None:
    """Print how many pairs of each score are good, all bad kinds alike and together as many as the good."""
    scores, good, weights = _arrays(found)
    place = np.minimum((scores * BINS).astype(int), BINS - 1)
    error = 0.0
    print("score      share of pairs   mean score   good")
    for at in range(BINS):
        own = place == at
        if not own.any():
            continue
        share = weights[own].sum()
        mean, right = (float(np.average(values[own], weights=weights[own])) for values in (scores, good))
        error += share * abs(mean - right)
        print(f"{at / BINS:.1f}-{(at + 1) / BINS:.1f}    {share:14.3f}   {mean:10.3f}   {right:.3f}")
    print(f"expected calibration error {error:.3f}, area under the curve {_area(scores, good, weights):.3f}")
    for name in ("eng", "other"):
        own = np.array([(case.source.code == "eng") == (name == "eng") for case in found])
        where = "from English" if name == "eng" else "between others"
        area = _area(scores[own], good[own], weights[own])
        print(f"  {where:15} error {_error(scores[own], good[own], weights[own]):.3f}, area {area:.3f}")
    print()


def kinds(found: Sequence[Case]) -> None:
    """Print how each kind of bad pair fares against the good ones."""
    clean = np.array([case.scored.score for case in found if case.good])
    kept = [case.scored.verdict for case in found if case.good]
    print("kind                  pairs   area   keep   doubt   drop")
    print(f"{'(good)':20} {len(clean):6,}          {_shares(kept)}")
    for kind in BAD:
        own = [case for case in found if case.kind == kind]
        scores = np.array([case.scored.score for case in own])
        labels = np.r_[np.ones(len(clean)), np.zeros(len(scores))]
        area = roc_auc_score(labels, np.r_[clean, scores])
        print(f"{kind:20} {len(own):6,}  {area:.3f}   {_shares([case.scored.verdict for case in own])}")
    print()


def _shares(verdicts: Sequence[str]) -> str:
    return "   ".join(
        f"{sum(one == verdict for one in verdicts) / len(verdicts):.3f}"
        for verdict in ("keep", "doubt", "drop")
    )


def _arrays(found: Sequence[Case]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    scores = np.array([case.scored.score for case in found])
    good = np.array([float(case.good) for case in found])
    counts: dict[str, int] = defaultdict(int)
    for case in found:
        counts["good" if case.good else case.kind] += 1
    weights = np.array(
        [0.5 / counts["good"] if case.good else 0.5 / len(BAD) / counts[case.kind] for case in found]
    )
    return scores, good, weights


def _error(scores: np.ndarray, good: np.ndarray, weights: np.ndarray) -> float:
    place = np.minimum((scores * BINS).astype(int), BINS - 1)
    total = 0.0
    for at in np.unique(place):
        own = place == at
        total += abs(float((weights[own] * (scores[own] - good[own])).sum()))
    return total / float(weights.sum())


def _area(scores: np.ndarray, good: np.ndarray, weights: np.ndarray) -> float:
    return float(roc_auc_score(good, scores, sample_weight=weights))


if __name__ == "__main__":
    run(main)
