"""News by topic, MasakhaNEWS from English: what each recipe gives in languages of Africa, and in French.

Fifty examples a class are all that training may see (``few_shot_50``), in English and in each target alike:
texts of the target that a recipe reads without labels are those, too. The published baselines (naive Bayes,
a multi-layer perceptron, XGBoost, and fine-tuned transformers) learned from the full training splits, which
are not among the data here; n-grams with logistic regression, naive Bayes and a linear support vector machine
stand for them. Heads, strategies, views and draws are those of ``isogloss transfer``; only, each text is
encoded once for all recipes, and n-grams are left to the two recipes that learn from one language alone.

    python -m benchmarks.news --data ../shared/data
    python -m benchmarks.news --data ../shared/data --model hf:FOLDER --to fra,pcm --setfit
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.arrays import Floats2d
from isogloss.data.dataset import Dataset
from isogloss.data.examples import Labelled
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.models.registry import load_encoder
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.heads.setfit import SetFitHead
from isogloss.training.heads.tfidf import new_vectorizer
from isogloss.training.strategies.corpusgraph import CorpusGraph
from isogloss.training.strategies.selftraining import SelfTraining
from isogloss.views.sampling import sample
from isogloss.views.table import view
from isogloss.views.translating import Translate

ENGLISH: Final = Language.parse("eng")
DRAWS: Final = 5
SHOTS: Final = (5, 10, 20)
LISTS = {"amh": "wiktionary", "fra": "gatitos/en_fr.tsv", "pcm": "gatitos/en_pcm.tsv", "swa": "wiktionary"}
SHORT: Final = FineTuning(epochs=1, patience=0, rate=2e-5, pairs=5, longest=48)
Result = tuple[str, str, float]  # recipe, system, share of the test texts that is right


@dataclass(frozen=True)
class News:
    """The data, the encoder, and which split trains."""

    dataset: Dataset
    encoder: Encoder
    split: str

    def examples(self, language: Language, split: str = "") -> list[Labelled]:
        """Return those of a split, by default the one that trains."""
        found = self.dataset.examples(split or self.split, language)
        return [cast("Labelled", one) for one in found]

    def vectors(self, examples: Sequence[Labelled]) -> Floats2d:
        """Return float32[n, d], each text encoded once."""
        return np.stack([_vector(self.encoder.name, one.text, one.language) for one in examples])

    def lesson(self, examples: Sequence[Labelled], **others: Any) -> Lesson:  # noqa: ANN401  fields of a lesson
        """Return what there is to learn of the examples."""
        return Lesson(self.vectors(examples), [one.label for one in examples], **others)

    def right(self, head: Head, tests: Sequence[Labelled]) -> float:
        """Return the share of the tests that a head over vectors gets right."""
        return _right([one.label for one in head.predict(self.vectors(tests))], tests)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", default="static")
    parser.add_argument("--to", default="")
    parser.add_argument("--train-split", default="few_shot_50")
    parser.add_argument("--setfit", action="store_true", help="tune the model, with few pairs of short texts")
    asked = parser.parse_args()
    data = data_folder(asked.data, "masakhanews", "gatitos", "wiktionary")
    news = News(load_dataset(data / "masakhanews"), load_encoder(asked.model), asked.train_split)
    wanted = asked.to.split(",") if asked.to else []
    languages = [one for one in news.dataset.languages("test") if one.code != ENGLISH.code]
    languages = [one for one in languages if not wanted or one.code in wanted]
    start = time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        lists = write_lists(data, Path(scratch))
        if asked.setfit:
            found = {one: list(contrasted(news, one, asked.model)) for one in languages}
        else:
            english = Grams.of(news.examples(ENGLISH))
            found = {
                one: [
                    *classical(news, one, english),
                    *recipes(news, one),
                    *listed(news, one, Path(scratch), lists),
                ]
                for one in languages
            }
    show(found)
    print(
        f"\n{asked.model}@{news.encoder.fingerprint[:4]}; {time.process_time() - start:.0f} s of a processor"
    )


def recipes(news: News, language: Language) -> Iterator[Result]:
    """Yield what English labels give alone, with texts of the target, and with labels of it."""
    source, own, tests = news.examples(ENGLISH), news.examples(language), news.examples(language, "test")
    dev = news.examples(ENGLISH, "dev")
    lesson = news.lesson(source, dev_inputs=news.vectors(dev), dev_labels=[one.label for one in dev])
    zero = LogisticHead.fit(lesson)
    yield "zero-shot", "logreg", news.right(zero, tests)
    reading = replace(lesson, unlabelled=news.vectors(own))
    yield "self-training", "logreg", news.right(SelfTraining().fit(LogisticHead, reading), tests)
    yield "corpus-graph", "graph", news.right(CorpusGraph().fit(LogisticHead, reading), tests)
    for shots in SHOTS:
        right = []
        for draw in range(DRAWS):
            both = [*source, *sample(own, k=shots, seed=draw)]
            right.append(news.right(LogisticHead.fit(news.lesson(both, chosen=zero.choice)), tests))
        yield f"few-shot:{shots}", "logreg", float(np.mean(right))
    yield "target-supervised", "logreg", news.right(LogisticHead.fit(news.lesson(own)), tests)


def listed(news: News, language: Language, place: Path, lists: Sequence[str]) -> Iterator[Result]:
    """Yield what a list of words gives, where there is one."""
    if language.code not in lists:
        return
    source, tests = news.examples(ENGLISH), news.examples(language, "test")

    def translated(examples: list[Labelled], to: str) -> list[Labelled]:
        spec = view(
            {"view": "translate", "to": to, "translator": f"lexicon:{place}/{{source}}_{{target}}.tsv"}
        )
        made = cast("Translate", spec).toward(ENGLISH, language, lambda translator: translator)
        return cast("list[Labelled]", made(examples, seed=0))

    lexicon = [f"{code}={place}/eng_{code}.tsv" for code in lists]
    switching = view({"view": "switch", "ratio": 0.3, "keep": True, "lexicon": lexicon})
    switched = cast("list[Labelled]", switching(source, seed=0))
    for name, train, test in (
        ("translate-train", translated(source, "target"), tests),
        ("translate-test", source, translated(tests, "source")),
        ("code-switched", switched, tests),
    ):
        yield name, "logreg", news.right(LogisticHead.fit(news.lesson(train)), test)


@dataclass(frozen=True)
class Grams:
    """Classifiers over n-grams, and the largest class, as one language's labels teach them."""

    vectorizer: Any
    models: dict[str, Any]
    largest: str

    @classmethod
    def of(cls, own: Sequence[Labelled]) -> Grams:
        """Return what the examples teach."""
        from sklearn.linear_model import LogisticRegression
        from sklearn.naive_bayes import ComplementNB
        from sklearn.svm import LinearSVC

        labels = [one.label for one in own]
        vectorizer = new_vectorizer()
        features = vectorizer.fit_transform([one.text for one in own])
        models = {
            "n-grams, logreg": LogisticRegression(C=10.0, max_iter=1000),
            "n-grams, naive Bayes": ComplementNB(),
            "n-grams, SVM": LinearSVC(),
        }
        counts = Counter(labels)
        largest = max(sorted(counts), key=lambda label: counts[label])
        return cls(vectorizer, {name: one.fit(features, labels) for name, one in models.items()}, largest)

    def results(self, recipe: str, tests: Sequence[Labelled]) -> Iterator[Result]:
        """Yield how they do."""
        yield recipe, "majority", _right([self.largest] * len(tests), tests)
        asked = self.vectorizer.transform([one.text for one in tests])
        for name, model in self.models.items():
            yield recipe, name, _right(model.predict(asked).tolist(), tests)


def classical(news: News, language: Language, english: Grams) -> Iterator[Result]:
    """Yield what the largest class and three classifiers over n-grams give, trained on either language."""
    tests = news.examples(language, "test")
    yield from english.results("zero-shot", tests)
    yield from Grams.of(news.examples(language)).results("target-supervised", tests)


def contrasted(news: News, language: Language, model: str) -> Iterator[Result]:
    """Yield what five examples a class of the target teach a transformer: frozen, and tuned by contrast."""
    own, tests = sample(news.examples(language), k=5, seed=0), news.examples(language, "test")
    yield "labels of five a class", "logreg", news.right(LogisticHead.fit(news.lesson(own)), tests)
    labels = [one.label for one in own]
    head = SetFitHead.fit(Lesson(own, labels, task="classification", model=model, finetune=SHORT))
    yield "labels of five a class", "setfit", _right([one.label for one in head.predict(tests)], tests)


def show(found: dict[Language, list[Result]]) -> None:
    """Print a row for each recipe and system; means are over the languages that have a figure."""
    print("accuracy in %\n")
    print(f"| recipe | system | {' | '.join(one.code for one in found)} | mean |")
    print("| --- | --- |" + " --- |" * (len(found) + 1))
    kept = {(one, recipe, system): value for one, own in found.items() for recipe, system, value in own}
    for recipe, system in dict.fromkeys((recipe, system) for _, recipe, system in kept):
        values = [kept.get((one, recipe, system)) for one in found]
        cells = ["–" if value is None else f"{100 * value:.1f}" for value in values]
        known = [value for value in values if value is not None]
        print(f"| `{recipe}` | {system} | {' | '.join(cells)} | {100 * np.mean(known):.1f} |", flush=True)


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


@cache
def _vector(model: str, text: str, language: Language) -> Floats2d:
    found: Floats2d = load_encoder(model).encode([text], language=language)[0]
    return found


def _right(labels: Sequence[str], tests: Sequence[Labelled]) -> float:
    return float(np.mean([label == one.label for label, one in zip(labels, tests, strict=True)]))


if __name__ == "__main__":
    run(main)
