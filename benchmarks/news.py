"""News by topic, MasakhaNEWS from English: what each recipe gives in languages of Africa, and in French.

Fifty examples a class are all that training may see (``few_shot_50``), in English and in each target alike:
texts of the target that a recipe reads without labels are those, too. The published baselines (naive Bayes,
a multi-layer perceptron, XGBoost, and fine-tuned transformers) learned from the full training splits, which
are not among the data here. All but two systems are those of ``isogloss transfer``, which this calls; naive
Bayes and a linear support vector machine are scikit-learn's, over the n-grams of the baseline.

    python -m benchmarks.news --data ../shared/data
    python -m benchmarks.news --data ../shared/data --model hf:FOLDER --to fra,pcm --setfit
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.data.dataset import Dataset
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.progress import show_progress
from isogloss.runs.engine import Run
from isogloss.training.grams import Grams
from isogloss.transfer import Settings, transfer
from isogloss.transfer.splits import SplitNames

ENGLISH: Final = Language.parse("eng")
SPLIT: Final = "few_shot_50"
RECIPES: Final = (
    "zero-shot",
    "romanised",
    "self-training",
    "corpus-graph",
    "few-shot:5",
    "few-shot:10",
    "few-shot:20",
    "pooled",
    "target-supervised",
)
LISTED: Final = ("translate-train", "translate-test", "code-switched")
LISTS: Final = {
    "amh": "wiktionary",
    "fra": "gatitos/en_fr.tsv",
    "pcm": "gatitos/en_pcm.tsv",
    "swa": "wiktionary",
}
CONTRASTED: Final = """name = "five-a-class"
labels = "target"
k = 5
heads = ["logreg", "setfit"]
finetune = { epochs = 1, patience = 0, rate = 2e-5, pairs = 5, longest = 48 }
"""


@dataclass(frozen=True)
class Table:
    """Shares that are right, by recipe and system and then by language; a signature of each line."""

    values: dict[tuple[str, str], dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    signatures: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, found: Run) -> None:
        """Add the accuracy of every system, its draws one by one."""
        for row in found.rows():
            if row.metric == "accuracy":
                named = row.recipe, row.system
                self.values[named][row.language].append(row.value)
                self.signatures.setdefault(named, row.signature)

    def show(self) -> None:
        """Print a line for each recipe and system; a mean is of all the languages or not printed."""
        languages = sorted({one for own in self.values.values() for one in own})
        print("accuracy in %; of several draws the mean\n")
        print(f"| recipe | system | {' | '.join(one[:3] for one in languages)} | mean |")
        print("| --- | --- |" + " --- |" * (len(languages) + 1))
        for (recipe, system), own in sorted(self.values.items(), key=_order):
            means = [100 * float(np.mean(own[one])) if own.get(one) else None for one in languages]
            known = [one for one in means if one is not None]
            cells = ["–" if one is None else f"{one:.1f}" for one in means]
            mean = f"{np.mean(known):.1f}" if len(known) == len(languages) else ""
            print(f"| `{recipe}` | {system} | {' | '.join(cells)} | {mean} |")
        print("\nsignatures, of the first language and draw:\n")
        for (recipe, system), signature in sorted(self.signatures.items(), key=_order):
            print(f"{recipe}, {system}: {signature}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", default="static")
    parser.add_argument("--to", default="")
    parser.add_argument("--train-split", default=SPLIT)
    parser.add_argument("--setfit", action="store_true", help="tune the model, with few pairs of short texts")
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    show_progress(True)
    data = data_folder(asked.data, "masakhanews", "gatitos", "wiktionary")
    dataset = load_dataset(data / "masakhanews")
    wanted = asked.to.split(",") if asked.to else []
    languages = [one for one in dataset.languages("test") if one.code != ENGLISH.code]
    languages = [one for one in languages if not wanted or one.code in wanted]
    start, table = time.process_time(), Table()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        lists = write_lists(data, place)

        def tried(name: str, recipes: Sequence[str], targets: Sequence[Language], **others: Any) -> None:  # noqa: ANN401  settings
            found = transfer(
                data / "masakhanews",
                source=ENGLISH,
                target=targets,
                model=asked.model,
                recipes=recipes,
                out=place / name,
                workers=asked.workers,
                settings=Settings(splits=SplitNames(train=asked.train_split), **others),
            )
            table.add(found)

        if asked.setfit:
            (place / "contrasted.toml").write_text(CONTRASTED, encoding="utf-8")
            tried("contrasted", [str(place / "contrasted.toml")], languages)
        else:
            tried("all", RECIPES, languages)
            lexicon = tuple(f"{code}={place}/eng_{code}.tsv" for code in lists)
            translator = f"lexicon:{place}/{{source}}_{{target}}.tsv"
            listed = [one for one in languages if one.code in lists]
            if listed:
                tried("listed", LISTED, listed, lexicon=lexicon, translator=translator)
            for language in languages:
                add_peers(table, dataset, asked.train_split, language)
    table.show()
    spent = time.process_time() - start
    print(f"\n{spent:.0f} s of a processor" + (", workers apart" if asked.workers > 1 else ""))


def add_peers(table: Table, dataset: Dataset, split: str, language: Language) -> None:
    """Add what the peers reach in a language, learned from English and from its own labels."""
    for recipe, taught in (("zero-shot", ENGLISH), ("target-supervised", language)):
        for system, right in peers(dataset, split, taught, language):
            table.values[recipe, system][str(language)].append(right)


def peers(dataset: Dataset, split: str, source: Language, target: Language) -> Iterator[tuple[str, float]]:
    """Yield what scikit-learn's naive Bayes and linear support vector machine get right."""
    from sklearn.naive_bayes import ComplementNB
    from sklearn.svm import LinearSVC

    train: list[Any] = list(dataset.examples(split, source))
    tests: list[Any] = list(dataset.examples("test", target))
    grams, rows = Grams.fit([one.text for one in train])
    asked, gold = grams.rows([one.text for one in tests]), np.array([one.label for one in tests])
    for name, model in (("naive Bayes", ComplementNB()), ("linear SVM", LinearSVC())):
        predicted = model.fit(rows, [one.label for one in train]).predict(asked)
        yield f"tfidf, {name}", float((predicted == gold).mean())


def write_lists(data: Path, out: Path) -> list[str]:
    """Write the list of each language from and to English; return the languages' codes."""
    for code, place in LISTS.items():
        if place == "wiktionary":
            with gzip.open(data / place / f"{code}.tsv.gz", "rt", encoding="utf-8") as opened:
                rows = [line.rstrip("\n").split("\t")[1:3] for line in opened]
        else:
            rows = [line.split("\t")[:2] for line in (data / place).read_text(encoding="utf-8").splitlines()]
        rows = [row for row in rows if len(row) == 2 and all(word.strip() for word in row)]
        for name, turn in ((f"eng_{code}", 1), (f"{code}_eng", -1)):
            text = "".join("\t".join(row[::turn]) + "\n" for row in rows)
            (out / f"{name}.tsv").write_text(text, encoding="utf-8")
    return list(LISTS)


def _order(line: tuple[tuple[str, str], object]) -> tuple[int, bool, str]:
    """Return where a line of the table stands: by recipe, baselines first."""
    (recipe, system), _ = line
    names = [name.replace(":", "-") for name in (*RECIPES[:2], *LISTED, *RECIPES[2:])]
    return names.index(recipe) if recipe in names else len(names), "+" in system, system


if __name__ == "__main__":
    run(main)
