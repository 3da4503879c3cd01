"""What a transformer fine-tuned on English gives in all other languages of its script, beside frozen vectors.

A part of ``python -m benchmarks.finetune``. Each system is trained once, on English, and labels all others.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from isogloss.data.dataset import Dataset
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.languages.ancestry import lineage
from isogloss.runs.cell import Cell, Failure, Outcome
from isogloss.runs.executors import Compute, Ended, attempt
from isogloss.runs.row import Row
from isogloss.transfer import transfer

ENGLISH: Final = Language.parse("eng")
EPOCHS: Final = "epochs = 12\npatience = 3\n"
RECIPES: Final = {
    "full": f'name = "full"\nheads = ["logreg", "finetuned"]\n[finetune]\nrate = 5e-5\n{EPOCHS}',
    "lora": f'name = "lora"\nheads = ["finetuned"]\n[finetune]\nadapter = "lora"\nrate = 1e-3\n{EPOCHS}',
}
_FEW: Final = 3  # languages that make a family worth a line
_ENDS: Final = 6  # best and worst languages that are named
System = tuple[str, str]  # recipe, system


@dataclass
class Clock:
    """Seconds of a processor, by system: an executor that takes them while it computes."""

    training: dict[System, float] = field(default_factory=lambda: defaultdict(float))
    labelling: dict[System, float] = field(default_factory=lambda: defaultdict(float))

    def __call__(self, compute: Compute, cells: Iterable[Cell]) -> Iterator[Ended]:
        """Compute one cell after another; a cell that trained is split as its seconds by the clock are."""
        trained: set[str] = set()
        for cell in cells:
            began = time.process_time()
            ended: Outcome | Failure = attempt(compute, cell)
            spent = time.process_time() - began
            if isinstance(ended, Outcome) and ended.costs:
                (cost,), key = ended.costs, (ended.rows[0].recipe, ended.rows[0].system)
                first = 0.0 if cost.predictor in trained else cost.training_seconds
                trained.add(cost.predictor)
                share = first / max(first + cost.prediction_seconds, 1e-9)
                self.training[key] += spent * share
                self.labelling[key] += spent * (1 - share)
            yield cell, ended


def of_latin_script(dataset: Dataset, count: int) -> list[Language]:
    """Return every so-manieth language of Latin script but English, ``count`` at the most."""
    found = [one for one in dataset.languages("test") if one.script == "Latn" and one.code != "eng"]
    return [found[at * len(found) // count] for at in range(count)] if count < len(found) else found


def transferred(data: Path, folder: Path, count: int, scratch: Path) -> None:
    """Print accuracies by language and family, and what it took."""
    dataset = load_dataset(data)
    chosen = of_latin_script(dataset, count)
    for name, text in RECIPES.items():
        (scratch / f"{name}.toml").write_text(text, encoding="utf-8")
    clock, began = Clock(), time.process_time()
    done = transfer(
        dataset,
        source="eng",
        target=[ENGLISH, *chosen],
        model=f"hf:{folder}",
        recipes=[str(scratch / f"{name}.toml") for name in RECIPES],
        out=scratch / "transfer",
        workers=clock,
    )
    spent = time.process_time() - began
    rows = [row for row in done.rows() if row.metric == "accuracy" and row.system]
    found: dict[System, dict[str, float]] = defaultdict(dict)
    for row in rows:  # baselines learn the same in every recipe
        if row.recipe == next(iter(RECIPES)) or row.system.startswith(f"hf:{folder}"):
            found[row.recipe, row.system][row.language] = row.value
    _table(found, clock, chosen, str(folder))
    _families(found, chosen, str(folder))
    _ends(found, chosen)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1 << 20
    )
    print(f"\nAll of it took {spent:,.0f} s of one core and {peak:,.0f} MB.")
    print(f"Signature of the last row: `{_signature(rows, folder)}`", flush=True)


def _signature(rows: Sequence[Row], folder: Path) -> str:
    return str(rows[-1].signature).replace(str(folder), "all-MiniLM-L6-v2")


def _table(
    found: dict[System, dict[str, float]], clock: Clock, chosen: Sequence[Language], folder: str
) -> None:
    print(f"{len(chosen)} languages of Latin script, from English; seconds of one core.\n")
    print(
        "| recipe | system | English | mean of the others | 5th to 95th percentile | trains, s | labels, s |"
    )
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for key, values in found.items():
        others = [values[str(one)] for one in chosen]
        low, high = np.percentile(others, [5, 95])
        said = f"{key[0]} | {key[1].replace(f'hf:{folder}', 'MiniLM')} | {values[str(ENGLISH)]:.1%}"
        spent = f"{clock.training[key]:,.0f} | {clock.labelling[key]:,.0f}"
        print(f"| {said} | {np.mean(others):.1%} | {low:.1%}–{high:.1%} | {spent} |")


def _families(found: dict[System, dict[str, float]], chosen: Sequence[Language], folder: str) -> None:
    """Print the means of families that have a few languages."""
    groups: dict[str, list[str]] = defaultdict(list)
    for one in chosen:
        groups[(lineage(one) or ("no family",))[0]].append(str(one))
    kept = sorted(
        (name for name, own in groups.items() if len(own) >= _FEW), key=lambda name: -len(groups[name])
    )
    print(f"\n| recipe | system | {' | '.join(f'{name} ({len(groups[name])})' for name in kept)} |")
    print("| --- | --- |" + " ---: |" * len(kept))
    for (recipe, system), values in found.items():
        means = [np.mean([values[one] for one in groups[name]]) for name in kept]
        named = system.replace(f"hf:{folder}", "MiniLM")
        print(f"| {recipe} | {named} | {' | '.join(f'{mean:.1%}' for mean in means)} |")


def _ends(found: dict[System, dict[str, float]], chosen: Sequence[Language]) -> None:
    """Print the languages that a system labels best and worst, and how many gain by training the model."""
    frozen = next(
        (
            values
            for (_, system), values in found.items()
            if system.endswith("+logreg") and not system.startswith("tfidf")
        ),
        {},
    )
    print()
    for (recipe, system), values in found.items():
        if not system.endswith("finetuned"):
            continue
        order = sorted(chosen, key=lambda one: -values[str(one)])
        named = [
            [f"{one.code} {values[str(one)]:.0%}" for one in part] for part in (order[:_ENDS], order[-_ENDS:])
        ]
        better = sum(values[str(one)] > frozen[str(one)] for one in chosen)
        equal = sum(values[str(one)] == frozen[str(one)] for one in chosen)
        print(
            f"{recipe}: best {', '.join(named[0])}; worst {', '.join(named[1])}; better than frozen vectors"
        )
        print(f"in {better} of {len(chosen)} languages, as good in {equal}.")
