"""How fast text is normalised and cut by script, and how often a sentence is told to be of its script.

    python -m benchmarks.normalisation --data ../shared/data

One line a script, over the train splits of SIB-200's folders in it: millions of characters a second on one
core, for both presets, with places and without, for runs of scripts; then the share of sentences whose
dominant script is that of their folder.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.running import data_folder, run
from isogloss.languages import Language, dominant_script, normalize, normalize_aligned, script_runs
from isogloss.languages.scripts import compatible

Sentences = list[tuple[Language, str]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    folder = data_folder(parser.parse_args().data, "sib200") / "sib200"
    by_script: dict[str, Sentences] = defaultdict(list)
    for language, text in sentences(folder):
        by_script[language.script].append((language, text))
    print("script  sentences  text  text, places  search  search, places  runs   of the script")
    for script, texts in sorted(by_script.items()):
        figures = "  ".join(f"{speed(work, texts):6.1f}" for work in WORK)
        right = sum(compatible(dominant_script(text), script) for _, text in texts)
        print(f"{script}  {len(texts):8,}  {figures}  {right / len(texts):8.4f}")
    every = [pair for texts in by_script.values() for pair in texts]
    right = sum(compatible(dominant_script(text), language.script) for language, text in every)
    print(f"all   {len(every):8,}  of the script {right / len(every):.4f}, {len(every) - right} not")


def sentences(folder: Path) -> Iterable[tuple[Language, str]]:
    for file in sorted(folder.glob("*/train.tsv")):
        language = Language.parse(file.parent.name)
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                yield language, row["text"]


WORK: tuple[Callable[[str, Language], object], ...] = (
    lambda text, language: normalize(text, language),
    lambda text, language: normalize_aligned(text, language),
    lambda text, language: normalize(text, language, steps="search"),
    lambda text, language: normalize_aligned(text, language, steps="search"),
    lambda text, _: script_runs(text),
)


def speed(work: Callable[[str, Language], object], texts: Sentences) -> float:
    """Return millions of characters a second, the tables being warm."""
    for language, text in texts[:: max(1, len(texts) // 500)]:
        work(text, language)
    began = time.perf_counter()
    for language, text in texts:
        work(text, language)
    return sum(len(text) for _, text in texts) / (time.perf_counter() - began) / 1e6


if __name__ == "__main__":
    run(main)
