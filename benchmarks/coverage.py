"""What coverage tells of accuracy: thresholds below which a language is guesswork, tested on other languages.

python -m benchmarks.coverage [DATA]

DATA is SIB-200 as folders <language>/{train,dev,test}.tsv; learned from English, C by rule 1. A language is
guesswork if its accuracy is below twice the share of the majority class. Thresholds come from isotonic
regression of accuracy on mean coverage, for Latin script and for the others (Han writing apart), on a random
half of the languages, and are tested on the other half, 1,000 times. Sureness is the head's mean confidence
above chance, as a share of that on English test texts; it and coverage are also tested on each language
family by thresholds from all others. The last table fits on all languages: it is what
isogloss/models/knowledge.py holds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isogloss import __version__
from isogloss.arrays import Bools1d, Floats1d
from isogloss.data.dataset import Dataset
from isogloss.data.loading import load_dataset
from isogloss.errors import InputError
from isogloss.languages import Language, facts
from isogloss.models.contracts import Coverage, Encoder
from isogloss.models.knowledge import GUESSWORK, UNSURE, kind_of
from isogloss.models.registry import load_encoder
from isogloss.progress import show_progress, track
from isogloss.report.guesswork import sureness_of
from isogloss.runs.signature import Signature
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.logreg import LogisticHead

SOURCE = Language("eng", "Latn")
HALVES = 1000
GRID = np.linspace(0, 1, 1001)


@dataclass(frozen=True)
class Languages:
    """What was measured of n languages. floor: accuracy below which one is guesswork.

    sureness: mean probability that the head gives its own answer, above chance, as a share of the same in the
    source; it needs no labels either.
    """

    names: list[str]
    kinds: list[str]
    families: list[str]
    coverage: Floats1d
    accuracy: Floats1d
    sureness: Floats1d
    floor: float

    def of(self, kind: str) -> Bools1d:
        """Return bool[n]: which languages are written so."""
        return np.array([one == kind for one in self.kinds])


@dataclass(frozen=True)
class Trial:
    """How thresholds from one half of the languages do on the other, in counts and sums of accuracies."""

    flagged: int
    rightly: int
    guesswork: int
    flagged_accuracy: float
    others_accuracy: float


def measured(dataset: Dataset, model: str) -> tuple[Languages, Encoder]:
    """Return what ``model`` reaches in every language but English, and how much of the texts it knows."""
    encoder = load_encoder(model)
    if not isinstance(encoder, Coverage):
        raise InputError(f"{model} says nothing of its coverage.", fix="Name static, or static:FOLDER.")
    train = list(dataset.examples("train", SOURCE))
    head = LogisticHead.fit(Lesson(encoder.encode([one.text for one in train]), [one.label for one in train]))
    languages = [language for language in dataset.languages("test") if language != SOURCE]
    rows = []
    most = 0.0
    english = encoder.encode([one.text for one in dataset.examples("test", SOURCE)])
    source = float(head.probabilities(english).max(1).mean())
    for language in track(languages, label="languages", unit="language"):
        tests = list(dataset.examples("test", language))
        texts = [one.text for one in tests]
        probabilities = head.probabilities(encoder.encode(texts))
        right = [head.labels[at] == one.label for at, one in zip(probabilities.argmax(1), tests, strict=True)]
        sureness = sureness_of(float(probabilities.max(1).mean()), source, len(head.labels))
        rows.append((encoder.coverage(texts).mean(), np.mean(right), sureness or 0.0))
        most = max(most, Counter(one.label for one in tests).most_common(1)[0][1] / len(tests))
    coverage, accuracy, sureness_all = np.array(rows, dtype=np.float64).T
    kinds = [kind_of(language.script) for language in languages]
    families = [known.family or str(known.language) for known in map(facts, languages)]
    found = Languages([*map(str, languages)], kinds, families, coverage, accuracy, sureness_all, 2 * most)
    return found, encoder


def threshold(known: Floats1d, accuracy: Floats1d, floor: float) -> float:
    """Return the highest value, in thousandths, for which isotonic regression expects less than ``floor``."""
    from sklearn.isotonic import IsotonicRegression

    if len(known) == 0:
        return 0.0
    expected = IsotonicRegression(out_of_bounds="clip").fit(known, accuracy).predict(GRID)
    below = GRID[expected < floor]
    return float(below[-1]) if len(below) else 0.0


def trial(found: Languages, known: Floats1d, kinds: Sequence[str], half: Bools1d) -> Trial:
    """Return how thresholds on ``known``, one for each of ``kinds``, do on the languages outside ``half``."""
    flagged = np.zeros(len(known), bool)
    tested = np.zeros(len(known), bool)
    for kind in kinds:
        own = found.of(kind) if kind else np.ones(len(known), bool)
        flagged |= own & (known < threshold(known[half & own], found.accuracy[half & own], found.floor))
        tested |= own & ~half
    flagged &= tested
    poor = found.accuracy < found.floor
    return Trial(
        flagged=int(flagged.sum()),
        rightly=int((flagged & poor).sum()),
        guesswork=int((tested & poor).sum()),
        flagged_accuracy=float(found.accuracy[flagged].mean()) if flagged.any() else np.nan,
        others_accuracy=float(found.accuracy[tested & ~flagged].mean()),
    )


def row(name: str, trials: Sequence[Trial]) -> str:
    """Return a line of the table: means over the trials, with the middle 95% of them."""
    columns = [
        [one.rightly / one.flagged for one in trials if one.flagged],
        [one.rightly / one.guesswork for one in trials if one.guesswork],
        [one.flagged_accuracy for one in trials if one.flagged],
        [one.others_accuracy for one in trials],
    ]
    cells = []
    for values in columns:
        low, high = np.percentile(values, [2.5, 97.5])
        cells.append(f"{np.mean(values):.2f} ({low:.2f}–{high:.2f})")
    return f"| {name} | {' | '.join(cells)} |"


def flagged_apart(found: Languages, known: Floats1d, kinds: Sequence[str]) -> Bools1d:
    """Return which languages fall below thresholds that all other families set, one for each of ``kinds``."""
    flagged = np.zeros(len(known), bool)
    families = np.array(found.families)
    for family in sorted(set(found.families)):
        for kind in kinds:
            own = found.of(kind) if kind else np.ones(len(known), bool)
            rest = own & (families != family)
            limit = threshold(known[rest], found.accuracy[rest], found.floor)
            flagged |= own & (families == family) & (known < limit)
    return flagged


def show_families(found: Languages) -> None:
    """Print what coverage and sureness find of families that had no part in their thresholds, as Markdown."""
    poor = found.accuracy < found.floor
    coverage = flagged_apart(found, found.coverage, ["Latin", "other"])
    sureness = flagged_apart(found, found.sureness, [""])
    print("| flagged by, family apart | flagged | rightly | falsely (accuracy) | missed |")
    print("| --- | --- | --- | --- | --- |")
    signs = {"coverage": coverage, "sureness": sureness, "either": coverage | sureness}
    for name, flagged in (signs | {"both": coverage & sureness}).items():
        wrongly = flagged & ~poor
        worst = (
            f" ({found.accuracy[wrongly].min():.2f}–{found.accuracy[wrongly].max():.2f})"
            if wrongly.any()
            else ""
        )
        print(
            f"| {name} | {flagged.sum()} | {(flagged & poor).sum()} | {wrongly.sum()}{worst} | "
            f"{(poor & ~flagged).sum()} |"
        )
    limit = threshold(found.sureness, found.accuracy, found.floor)
    print(f"\nThreshold of sureness, all languages: {limit:.3f}; in use: {UNSURE:.3f}.\n")


def show(found: Languages, signature: str) -> None:
    """Print both tables, as Markdown."""
    draws = np.random.default_rng(0)
    halves = [draws.random(len(found.names)) < 0.5 for _ in range(HALVES)]
    print("| flagged by | flagged rightly | guesswork found | accuracy of flagged | of the others |")
    print("| --- | --- | --- | --- | --- |")
    signs: list[tuple[str, Floats1d, Sequence[str]]] = [
        ("coverage, one threshold for all", found.coverage, [""]),
        ("coverage, by kind of writing", found.coverage, ["Latin", "other"]),
        ("sureness of the head", found.sureness, [""]),
    ]
    for name, known, kinds in signs:
        print(row(name, [trial(found, known, kinds, half) for half in halves]))
    print(
        f"\nGuesswork: accuracy below {found.floor:.3f}, in {(found.accuracy < found.floor).sum()} ", end=""
    )
    print(f"of {len(found.names)} languages.\n")
    show_families(found)
    print("| writing | languages | threshold, all languages | in use | flagged (accuracy) |")
    print("| --- | --- | --- | --- | --- |")
    for kind, used in GUESSWORK.items():
        own = found.of(kind)
        limit = threshold(found.coverage[own], found.accuracy[own], found.floor)
        named = sorted(np.flatnonzero(own & (found.coverage < limit)), key=lambda at: found.accuracy[at])
        said = ", ".join(f"{found.names[at]} {found.accuracy[at]:.2f}" for at in named)
        print(f"| {kind} | {own.sum()} | {limit:.3f} | {used:.3f} | {said} |")
    print(f"\n{signature}")


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", nargs="?", default="../shared/data/sib200")
    parser.add_argument("--model", default="static", help="static or static:FOLDER")
    arguments = parser.parse_args()
    show_progress()
    dataset = load_dataset(arguments.data)
    found, encoder = measured(dataset, arguments.model)
    signature = Signature(
        version=__version__,
        data=f"{dataset.name}@{dataset.fingerprint('train', SOURCE)[:4]}",
        model=f"{encoder.name}@{encoder.fingerprint[:4]}",
        recipe="zero-shot",
        source=str(SOURCE),
        split="test",
        head="logreg",
        select="source-cv-1se",
        metric="accuracy",
    )
    show(found, str(signature))


if __name__ == "__main__":
    main()
