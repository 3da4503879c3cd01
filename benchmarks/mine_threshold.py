"""How the threshold that mining uses by default was fitted: on NTREX lines 1610-1800 in 30 languages.

    python -m benchmarks.mine_threshold --data ../shared/data

The lines are hidden among lines of other documents in seven settings (pairs, and others a side). For each
highest number of standard deviations and each fall with the share of mutual lines, the mean F1 over
languages and settings is printed, the best ten first; then that of the best fixed threshold, and of the best
threshold for every single pile, which nobody can know.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.arrays import Floats1d, Floats2d
from isogloss.bitext.mining.margins import candidate_scores
from isogloss.bitext.mining.retrieval import Candidates, retrieve
from isogloss.data.bitext import read_documents, read_ntrex
from isogloss.languages import Language
from isogloss.metrics.neighbours import nearest_both
from isogloss.models.registry import load_encoder

LANGUAGES = (
    "afr,amh,arb,ben,bul,ces,deu,ell,fin,fra,hau,heb,hin,hun,ind,jpn,kat,kor,mya,rus,swa,tam,tha,tur,vie,yor,"
    "zho-CN,xho,isl,gle"
)
SETTINGS = ((191, 0), (191, 40), (191, 191), (191, 750), (95, 150), (60, 750), (20, 700))
GRID = np.linspace(0.7, 2.2, 301)
Pile = tuple[Floats1d, float, float, float]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    piles = list(all_piles(data_folder(parser.parse_args().data, "ntrex") / "ntrex"))
    found = []
    for highest in np.arange(2, 7.01, 0.25):
        for fall in np.arange(0, 9.01, 0.5):
            scores = [at(pile, pile[2] + pile[3] * max(highest - fall * pile[1], 0.3)) for pile in piles]
            found.append((float(np.mean(scores)), highest, fall))
    for score, highest, fall in sorted(found, reverse=True)[:10]:
        print(f"highest {highest:.2f}, fall {fall:.1f}: mean F1 {score:.4f}")
    curves = np.stack([pile[0] for pile in piles])
    fixed = curves.mean(axis=0)
    print(
        f"fixed at {GRID[fixed.argmax()]:.3f}: {fixed.max():.4f}; "
        f"best of every pile: {curves.max(axis=1).mean():.4f}"
    )


def at(pile: Pile, threshold: float) -> float:
    return float(
        pile[0][int(np.clip(np.round((threshold - GRID[0]) / (GRID[1] - GRID[0])), 0, len(GRID) - 1))]
    )


def all_piles(folder: Path) -> Iterator[Pile]:
    parallel, documents = read_ntrex(folder), read_documents(folder)
    names = list(dict.fromkeys(documents[:1609]))
    random, encoder = np.random.default_rng(1), load_encoder("static")
    english = next(one for one in parallel.paths if one.code == "eng" and not one.region)
    target = encoder.encode(parallel.lines(english))
    for code in LANGUAGES.split(","):
        source = encoder.encode(parallel.lines(Language.parse(code)))
        for pairs, others in SETTINGS:
            hidden = random.permutation(np.arange(1609, 1800))[:pairs]
            ours = set(random.permutation(names)[: len(names) // 2].tolist())
            sides = [[], []]  # type: list[list[int]]
            for place in random.permutation(1609).tolist():
                sides[documents[place] not in ours].append(place)
            rows = [np.concatenate([hidden, np.array(side[:others], np.int64)]) for side in sides]
            yield measured(source[rows[0]], target[rows[1]], pairs)


def measured(a: Floats2d, b: Floats2d, pairs: int) -> Pile:
    """Return F1 at each threshold, the share of mutual lines, mean and deviation of the second-best."""
    forward, backward = nearest_both(a, b, 4)
    means = forward.means(), backward.means()
    scores = (
        candidate_scores(forward, *means, "ratio"),
        candidate_scores(backward, means[1], means[0], "ratio"),
    )
    candidates = Candidates(forward.indices, scores[0], backward.indices, scores[1])
    found = retrieve(candidates, "max")
    right = (found.source == found.target) & (found.source < pairs)
    second = np.concatenate([np.partition(one, -2, axis=1)[:, -2] for one in scores])
    mutual = len(retrieve(candidates, "intersection")) / min(len(a), len(b))
    return curve(found.scores, right, pairs), mutual, float(second.mean()), float(second.std())


def curve(
    scores: Floats1d, right: Sequence[bool] | np.ndarray[tuple[int, ...], np.dtype[np.bool_]], pairs: int
) -> Floats1d:
    taken = scores[:, None] >= GRID
    hits = (taken & np.asarray(right)[:, None]).sum(axis=0)
    return np.asarray(2 * hits / (taken.sum(axis=0) + pairs), np.float64)


if __name__ == "__main__":
    run(main)
