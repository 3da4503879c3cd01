"""What a tokenizer is worth to a search engine, in every script: bm25s with its own tokenizer and with ours.

python -m benchmarks.text [--data ../shared/data] [--quick]

The scorer is bm25s with its defaults (its stop words off) throughout; only what the index holds changes.
XQuAD (Artetxe et al. 2020, arXiv:1910.11856): find the paragraph of a question among 240. tldr, NTREX-128 and
SIB-200: find a text by a noisy copy of a part of it. Needs pip install 'isogloss[benchmark]'.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import regex

from benchmarks.running import data_folder, run
from isogloss import __version__
from isogloss.data.bitext import read_keyed, read_ntrex
from isogloss.data.loading import load_dataset
from isogloss.extras import need
from isogloss.languages import Language, search_terms, words
from isogloss.progress import show_progress, track

QUERIES = 300
TLDR = ("ja", "zh", "th", "ko", "ar", "hi")
Tokenizer = Callable[[str, Language], Sequence[str]]


@dataclass(frozen=True)
class Task:
    """Texts to be searched, queries, and the place of the text that each query wants."""

    name: str
    language: Language
    texts: list[str]
    queries: list[str]
    wanted: list[int]


def _bm25s() -> Any:  # noqa: ANN401  bm25s has no types
    return need("bm25s", extra="search", purpose="The benchmark of search terms")


def own(text: str, _: Language) -> list[str]:
    """Cut as bm25s does by default."""
    found: list[list[str]] = _bm25s().tokenize([text], stopwords=None, return_ids=False, show_progress=False)
    return found[0]


def default(text: str, language: Language) -> list[str]:
    return [term.term for term in search_terms(text, language)]


def high(text: str, language: Language) -> list[str]:
    return [term.term for term in search_terms(text, language, quality="high")]


TOKENIZERS: dict[str, Tokenizer] = {"bm25s": own, "ours": default, "ours, high": high}


def hit_at_1(task: Task, tokenize: Tokenizer) -> float:
    """Return the share of queries whose text comes first; a query without any known term misses."""
    vocabulary: dict[str, int] = {}
    held = [
        [vocabulary.setdefault(term, len(vocabulary)) for term in tokenize(text, task.language)]
        for text in task.texts
    ]
    index = _bm25s().BM25()
    index.index((held, vocabulary), show_progress=False)
    hits = 0
    for query, wanted in zip(task.queries, task.wanted, strict=True):
        known = [vocabulary[term] for term in tokenize(query, task.language) if term in vocabulary]
        hits += bool(known) and int(index.get_scores_from_ids(known).argmax()) == wanted
    return hits / len(task.queries)


def questions(path: Path) -> Task:
    """Return the questions and paragraphs of an XQuAD file."""
    document = msgspec.json.decode(path.read_bytes())
    task = Task(path.stem, Language.parse(path.stem.partition(".")[2]), [], [], [])
    for article in document["data"]:
        for paragraph in article["paragraphs"]:
            for question in paragraph["qas"]:
                task.queries.append(question["question"])
                task.wanted.append(len(task.texts))
            task.texts.append(paragraph["context"])
    return task


def copies(name: str, language: Language, texts: Sequence[str]) -> Task:
    """Return the task of finding texts by a third of their letters in a row, a tenth of those dropped."""
    generator = random.Random(0)  # noqa: S311  a seeded sample, no secret
    distinct = list(dict.fromkeys(texts))
    task = Task(name, language, distinct, [], [])
    for place, text in enumerate(distinct[:QUERIES]):
        letters = regex.findall(r"\X", text)
        length = max(4, len(letters) // 3)
        start = generator.randrange(max(1, len(letters) - length + 1))
        task.queries.append(
            "".join(letter for letter in letters[start : start + length] if generator.random() > 0.1)
        )
        task.wanted.append(place)
    return task


def descriptions(data: Path) -> Iterator[Task]:
    for code in TLDR:
        yield copies(code, Language.parse(code), list(read_keyed(data / "tldr" / f"{code}.tsv").values()))


def news(data: Path) -> Iterator[Task]:
    sentences = read_ntrex(data / "ntrex")
    for language in sentences.paths:
        yield copies(str(language), language, sentences.lines(language)[:1000])


def topics(data: Path) -> Iterator[Task]:
    dataset = load_dataset(data / "sib200")
    for language in dataset.languages("train"):
        texts = [example.text for example in dataset.examples("train", language)]
        yield copies(str(language), language, texts)


def by_language(title: str, tasks: Sequence[Task]) -> None:
    """Print hit@1, a column a language."""
    print(f"\n{title}\n\n| tokenizer | {' | '.join(task.name for task in tasks)} |")
    print(f"| --- |{' --- |' * len(tasks)}")
    for name, tokenize in TOKENIZERS.items():
        figures = [f"{hit_at_1(task, tokenize):.3f}" for task in track(tasks, label=name)]
        print(f"| {name} | {' | '.join(figures)} |", flush=True)


def over_languages(title: str, tasks: Sequence[Task]) -> None:
    """Print hit@1 over many languages: mean, lowest tenth, and where it is lowest."""
    print(
        f"\n{title}, {len(tasks)} languages\n\n| tokenizer | mean | lowest tenth | lowest |\n|{' --- |' * 4}"
    )
    for name, tokenize in TOKENIZERS.items():
        figures = {task.language: hit_at_1(task, tokenize) for task in track(tasks, label=name)}
        low = sorted(figures, key=lambda language: figures[language])
        tenth = statistics.mean(figures[language] for language in low[: max(1, len(low) // 10)])
        worst = ", ".join(f"{language} {figures[language]:.2f}" for language in low[:5])
        print(f"| {name} | {statistics.mean(figures.values()):.3f} | {tenth:.3f} | {worst} |", flush=True)


def speeds(data: Path) -> None:
    """Print how fast texts are cut on one core, and how many terms an index holds for a word."""
    print("\nWords a second on one core (median of five passes), and terms for each of our words\n")
    print(
        "| language | characters | words/s | default terms/s | high terms/s | default | high |\n|"
        + " --- |" * 7
    )
    dataset = load_dataset(data / "sib200")
    for code in (
        "eng_Latn",
        "hin_Deva",
        "arb_Arab",
        "amh_Ethi",
        "kor_Hang",
        "tha_Thai",
        "mya_Mymr",
        "zho_Hans",
    ):
        language = Language.parse(code)
        texts = [example.text for example in dataset.examples("train", language)]
        ways: list[Callable[[str, Language], Sequence[object]]] = [words, default, high]
        counts = [sum(len(way(text, language)) for text in texts) for way in ways]
        seconds = [_timed(way, texts, language) for way in ways]
        rates = " | ".join(f"{n / time_taken:,.0f}" for n, time_taken in zip(counts, seconds, strict=True))
        sizes = " | ".join(f"{n / counts[0]:.2f}" for n in counts[1:])
        print(f"| {language} | {sum(map(len, texts)):,} | {rates} | {sizes} |", flush=True)


def _timed(way: Callable[[str, Language], object], texts: Sequence[str], language: Language) -> float:
    passes = []
    for _ in range(5):
        start = time.perf_counter()
        for text in texts:
            way(text, language)
        passes.append(time.perf_counter() - start)
    return statistics.median(passes)


def main() -> None:
    """Print the tables that docs/text.md shows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--quick", action="store_true", help="only XQuAD and tldr")
    arguments = parser.parse_args()
    data_folder(arguments.data, "xquad", "sib200", "ntrex", "tldr")
    show_progress(True)
    data: Path = arguments.data
    print(f"isogloss {__version__}, bm25s {_bm25s().__version__}; hit@1")
    by_language(
        "XQuAD, question to paragraph", [questions(path) for path in sorted((data / "xquad").glob("*.json"))]
    )
    by_language("tldr, noisy copy to description", list(descriptions(data)))
    if not arguments.quick:
        over_languages("NTREX-128, noisy copy to sentence", list(news(data)))
        over_languages("SIB-200, noisy copy to sentence", list(topics(data)))
    speeds(data)


if __name__ == "__main__":
    run(main)
