"""What recipes give where a list of words is all there is of a language: SIB-200 from English.

Languages that have both a SIB-200 test set and a GATITOS list of 4,000 words; the list translates word by
word, in the direction that a recipe wants, or switches words of the English training texts.

    python -m benchmarks.recipes --data ../shared/data
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.progress import show_progress
from isogloss.transfer import Settings, transfer

RECIPES = (
    "zero-shot",
    "translate-train",
    "translate-test",
    "code-switched",
    "few-shot:10",
    "target-supervised",
)
LANGUAGES = ("bem", "ckb", "ewe", "fao", "nso", "tir", "wol", "yue")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    arguments = parser.parse_args()
    data = data_folder(arguments.data, "sib200", "gatitos")
    show_progress(True)
    with tempfile.TemporaryDirectory() as scratch:
        lists = _lists(data / "gatitos", arguments.languages.split(","), Path(scratch))
        there = {str(language.code) for language in load_dataset(data / "sib200").languages("test")}
        known = [code for code in lists if code in there]
        settings = Settings(
            translator=f"lexicon:{scratch}/{{source}}_{{target}}.tsv",
            lexicon=tuple(f"{code}={path}" for code, path in lists.items() if code in known),
        )
        found = transfer(
            data / "sib200",
            source="eng",
            target=",".join(known),
            recipes=RECIPES,
            out=Path(scratch) / "run",
            workers=2,
            settings=settings,
        )
        print(f"accuracy in %, mean of {len(known)} languages ({', '.join(known)})\n")
        print("| recipe | static+logreg | tfidf+logreg |")
        print("| --- | --- | --- |")
        rows = [row for row in found.rows() if row.metric == "accuracy"]
        for recipe in dict.fromkeys(row.recipe for row in rows):
            means = [
                np.mean([row.value for row in rows if (row.recipe, row.system) == (recipe, system)])
                for system in ("static+logreg", "tfidf+logreg")
            ]
            print(f"| {recipe} | " + " | ".join(f"{100 * mean:.1f}" for mean in means) + " |")
        print(f"\n{rows[-1].signature}")


def _lists(folder: Path, wanted: list[str], out: Path) -> dict[str, Path]:
    """Write the list of each language in both directions; return that from English by the language's code."""
    lists: dict[str, Path] = {}
    for path in sorted(folder.glob("en_*.tsv")):
        code = str(Language.parse(path.stem.removeprefix("en_")).code)
        if code not in wanted or code in lists:
            continue
        rows = [
            line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line
        ]
        for name, pairs in ((f"eng_{code}", rows), (f"{code}_eng", [row[::-1] for row in rows])):
            lines = "".join(f"{one}\t{other}\n" for one, other in pairs)
            (out / f"{name}.tsv").write_text(lines, encoding="utf-8")
        lists[code] = out / f"eng_{code}.tsv"
    return lists


if __name__ == "__main__":
    run(main)
