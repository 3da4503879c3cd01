"""What mixed numbers change: vectors, MEXA's decisions, topics told. Prints the figures of docs/models.md.

python -m benchmarks.mixed --data ../shared/data [--model FOLDER] [--lines 1801-1900] [--topics 12]

A model reads the same sentences in float32 and in mixed_bfloat16. Of layers: all languages of NTREX, tokens'
mean, each decision of MEXA (arXiv:2410.05873) for a sentence, a layer and a language. Of vectors: topics of
SIB-200 in languages that stand evenly in the list, by a logistic regression that was trained on English.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.running import data_folder, minilm, run
from isogloss.data.loading import load_dataset
from isogloss.data.parallel import read_parallel
from isogloss.languages import Language
from isogloss.metrics.mexa import mexa
from isogloss.metrics.sampling import evenly
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.model import load
from isogloss.models.hf.placement import Placement

if TYPE_CHECKING:
    import numpy.typing as npt

    from isogloss.arrays import Floats2d, Floats3d

_NUMBERS: Final = ("float32", "mixed_bfloat16")
_ENGLISH: Final = Language.parse("eng_Latn")


def of_layers(models: list[TransformerEncoder], data: Path, lines: slice) -> None:
    """Print how far layers lie apart, and how many decisions and scores of MEXA change."""
    text = read_parallel(str(data / "ntrex"))
    pivots = [model.layers(text.sentences(_ENGLISH)[lines]) for model in models]
    cosines: list[Floats2d] = []
    changed: list[npt.NDArray[np.bool_]] = []
    scores: list[float] = []
    for language in text.languages:
        if language == _ENGLISH:
            continue
        sentences = text.sentences(language)[lines]
        both = [model.layers(sentences) for model in models]
        cosines.append(_cosines(*both))
        right = [decisions(own, pivot) for own, pivot in zip(both, pivots, strict=True)]
        changed.append(right[0] != right[1])
        scores.append(float(np.abs(right[0].mean(1).max() - right[1].mean(1).max())))
    flat = np.concatenate([found[found > 0] for found in cosines])
    shares = np.concatenate([found.ravel() for found in changed])
    print(f"languages {len(changed)}, sentences of each {changed[0].shape[1]}, layers {changed[0].shape[0]}")
    print(f"cosine with float32: mean {flat.mean():.6f}, lowest {flat.min():.5f}")
    print(f"decisions that change: {100 * shares.mean():.3f}% of {shares.size:,}")
    print(
        f"MEXA of a language, best layer: changes by {100 * np.mean(scores):.3f} points on average, "
        f"{100 * max(scores):.1f} at the most, in {np.count_nonzero(scores)} languages"
    )


def decisions(own: Floats3d, pivot: Floats3d) -> npt.NDArray[np.bool_]:
    """Return bool[layers, n] of float32[layers, n, d]: which sentences lie nearest to their translation."""
    return np.stack([mexa(there, here) for there, here in zip(own, pivot, strict=True)])


def of_topics(models: list[TransformerEncoder], data: Path, many: int) -> None:
    """Print how many topics are told otherwise."""
    topics = load_dataset(data / "sib200")
    others = [language for language in topics.languages("test") if language != _ENGLISH]
    chosen = [others[place] for place in evenly(len(others), many)]
    heads = []
    train = list(topics.examples("train", _ENGLISH))
    for model in models:
        head = LogisticRegression(max_iter=1000)
        heads.append(head.fit(model.encode([one.text for one in train]), [one.label for one in train]))
    told, right, differ = 0, np.zeros(2, int), 0
    for language in chosen:
        test = list(topics.examples("test", language))
        labels = np.array([one.label for one in test])
        found = [
            head.predict(model.encode([one.text for one in test]))
            for head, model in zip(heads, models, strict=True)
        ]
        told += len(test)
        right += [int((one == labels).sum()) for one in found]
        differ += int((found[0] != found[1]).sum())
    print(
        f"topics in {len(chosen)} languages: {differ} of {told} told otherwise; right: "
        + ", ".join(f"{name} {100 * count / told:.2f}%" for name, count in zip(_NUMBERS, right, strict=True))
    )


def _cosines(one: Floats3d, other: Floats3d) -> Floats2d:
    """Return float64[layers, n]; 0 for a text of which no token is known."""
    a, b = one.astype(np.float64), other.astype(np.float64)
    length = np.linalg.norm(a, axis=2) * np.linalg.norm(b, axis=2)
    found: Floats2d = np.divide((a * b).sum(2), length, out=np.zeros_like(length), where=length > 0)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--model", type=Path, help="a folder; default: all-MiniLM-L6-v2 of the PyPI package")
    asked.add_argument("--lines", default="1801-1900")
    asked.add_argument("--topics", type=int, default=12)
    given = asked.parse_args()
    folder = given.model or minilm()
    first, last = map(int, given.lines.split("-"))
    models = [load(str(folder), Placement("cpu", numbers)) for numbers in _NUMBERS]
    of_layers(models, data_folder(given.data, "ntrex", "sib200"), slice(first - 1, last))
    of_topics(models, given.data, given.topics)


if __name__ == "__main__":
    run(main)
