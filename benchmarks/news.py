"""News by topic, MasakhaNEWS from English: what each recipe gives in languages of Africa, and in French.

Fifty examples a class are all that training may see (``few_shot_50``), in English and in each target alike:
texts of the target that a recipe reads without labels are those, too. The published baselines (naive Bayes,
a multi-layer perceptron, XGBoost, and fine-tuned transformers) learned from the full training splits, which
are not among the data here; a naive Bayes and a linear support vector machine over the n-grams of
``tfidf+logreg`` stand for them.

    python -m benchmarks.news --data ../shared/data
    python -m benchmarks.news --model hf:FOLDER --to fra,pcm --recipes zero-shot,setfit:5
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.data.dataset import Dataset
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.progress import show_progress
from isogloss.runs.row import Row
from isogloss.transfer import Settings, SplitNames, transfer

RECIPES = "zero-shot,self-training,corpus-graph,few-shot:5,few-shot:10,few-shot:20,target-supervised"
WITH_LISTS = "zero-shot,translate-train,translate-test,code-switched"
LISTS = {"amh": "wiktionary", "fra": "gatitos/en_fr.tsv", "pcm": "gatitos/en_pcm.tsv", "swa": "wiktionary"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", default="static")
    parser.add_argument("--to", default="all,-eng")
    parser.add_argument("--recipes", default=RECIPES, help="names of recipes, or files of one's own")
    parser.add_argument("--train-split", default="few_shot_50")
    arguments = parser.parse_args()
    data = data_folder(arguments.data, "masakhanews", "gatitos", "wiktionary")
    dataset = load_dataset(data / "masakhanews")
    show_progress(True)
    splits = SplitNames(train=arguments.train_split)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        compare(
            dataset, arguments.to, arguments.recipes, arguments.model, Settings(splits=splits), place / "a"
        )
        if arguments.recipes != RECIPES:
            return
        lists = write_lists(data, place)
        settings = Settings(
            splits=splits,
            translator=f"lexicon:{place}/{{source}}_{{target}}.tsv",
            lexicon=tuple(f"{code}={place}/eng_{code}.tsv" for code in lists),
        )
        print("\nWith a list of words, where there is one:")
        compare(dataset, ",".join(lists), WITH_LISTS, arguments.model, settings, place / "b")
    print("\nOver the n-grams of tfidf+logreg, accuracy in %:\n")
    for line in classical(dataset, arguments.train_split):
        print(line)


def compare(dataset: Dataset, target: str, recipes: str, model: str, settings: Settings, out: Path) -> None:
    """Print a row for each recipe and system: the accuracy in each language, and both means."""
    start = time.process_time()
    found = transfer(
        dataset,
        source="eng",
        target=target,
        recipes=recipes.split(","),
        model=model,
        out=out,
        settings=settings,
    )
    rows = [row for row in found.rows() if row.metric in ("accuracy", "macro_f1")]
    languages = sorted({row.language for row in rows})
    print(f"\naccuracy in %; {model}; {time.process_time() - start:.0f} s of a processor\n")
    print(f"| recipe | system | {' | '.join(code[:3] for code in languages)} | mean | macro-F1 |")
    print("| --- | --- |" + " --- |" * (len(languages) + 2))
    said: set[tuple[float, ...]] = set()
    for recipe, system in dict.fromkeys((row.recipe, row.system) for row in rows):
        means = [mean(rows, recipe, system, "accuracy", code) for code in languages]
        if system == "majority" and tuple(means) in said:
            continue  # the same for all that learn from English alone
        said.add(tuple(means))
        macro = [mean(rows, recipe, system, "macro_f1", code) for code in languages]
        cells = [*means, float(np.mean(means)), float(np.mean(macro))]
        print(f"| `{recipe}` | {system} | " + " | ".join(f"{100 * cell:.1f}" for cell in cells) + " |")
    print(f"\n{rows[-1].signature}")


def mean(rows: Sequence[Row], recipe: str, system: str, metric: str, language: str) -> float:
    """Return the mean over draws."""
    wanted = (recipe, system, metric, language)
    found = [row.value for row in rows if (row.recipe, row.system, row.metric, row.language) == wanted]
    return float(np.mean(found)) if found else float("nan")


def write_lists(data: Path, out: Path) -> list[str]:
    """Write the list of each language from and to English; return the languages' codes."""
    for code, place in LISTS.items():
        if place == "wiktionary":
            with gzip.open(data / place / f"{code}.tsv.gz", "rt", encoding="utf-8") as opened:
                pairs = [tuple(line.rstrip("\n").split("\t")[1:3]) for line in opened]
        else:
            lines = (data / place).read_text(encoding="utf-8").splitlines()
            pairs = [tuple(line.split("\t")[:2]) for line in lines]
        pairs = [pair for pair in pairs if len(pair) == 2 and all(word.strip() for word in pair)]
        for name, turn in ((f"eng_{code}", 1), (f"{code}_eng", -1)):
            text = "".join("\t".join(pair[::turn]) + "\n" for pair in pairs)
            (out / f"{name}.tsv").write_text(text, encoding="utf-8")
    return list(LISTS)


def classical(dataset: Dataset, split: str) -> Iterator[str]:
    """Yield the lines of a table: two classifiers trained on English, and on each language itself."""
    from sklearn.naive_bayes import ComplementNB
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    from isogloss.training.heads.tfidf import new_vectorizer

    english = Language.parse("eng")
    languages = [one for one in dataset.languages("test") if one.code != english.code]
    yield f"| trained on | classifier | {' | '.join(one.code for one in languages)} | mean |"
    yield "| --- | --- |" + " --- |" * (len(languages) + 1)
    for trained in ("English", "itself"):
        for name, kind in (("naive Bayes", ComplementNB), ("linear SVM", LinearSVC)):
            right = []
            for language in languages:
                own = list(dataset.examples(split, english if trained == "English" else language))
                tests = list(dataset.examples("test", language))
                model = make_pipeline(new_vectorizer(), kind())
                model.fit([one.text for one in own], [one.label for one in own])
                right.append(model.score([one.text for one in tests], [one.label for one in tests]))
            cells = " | ".join(f"{100 * one:.1f}" for one in (*right, np.mean(right)))
            yield f"| {trained} | {name} | {cells} |"


if __name__ == "__main__":
    run(main)
