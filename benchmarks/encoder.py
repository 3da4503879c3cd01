"""Figures of the embedded encoder: quality, speed, size. Prints the table of docs/encoder.md.

python -m benchmarks.encoder --data ../shared/data [--without-teacher]
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core; must stand before numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.encoder_topics import Topics, accuracies
from benchmarks.encoder_words import alignment_error, translations
from benchmarks.running import run
from isogloss import __version__
from isogloss.data.bitext import read_aligned, read_tatoeba
from isogloss.data.loading import load_dataset
from isogloss.models import load_model
from isogloss.models.static.model import SHIPPED, StaticEncoder, load
from isogloss.models.static.pieces import checked
from isogloss.progress import show_progress
from isogloss.runs.signature import Signature
from isogloss.training.static.sources import digest
from isogloss.training.static.teacher import load_teacher

TEXTS = 20_000
TEACHER_TEXTS = 256

Row = tuple[str, str, str]  # what, the figure, its signature


def tatoeba(encoder: StaticEncoder, folder: Path) -> list[float]:
    """Return, for each language, the accuracy of finding the English translation by cosine."""
    shares = []
    for source, target in read_tatoeba(folder).values():
        pairs = list(read_aligned(source, target))
        similarity = (
            encoder.encode([one.source for one in pairs]) @ encoder.encode([one.target for one in pairs]).T
        )
        shares.append(float((similarity.argmax(axis=1) == np.arange(len(pairs))).mean()))
    return shares


def topic_texts(folder: Path) -> list[str]:
    """Return training texts of SIB-200 in every language, shuffled."""
    data = load_dataset(folder)
    found = [
        one.text
        for language in data.languages("train")
        for one in islice(data.examples("train", language), 150)
    ]
    return shuffled(found)


def shuffled(texts: list[str]) -> list[str]:
    distinct = list(dict.fromkeys(texts))
    order = np.random.default_rng(0).permutation(len(distinct))[:TEXTS]
    return [distinct[place] for place in order]


def speed(encode: Callable[[list[str]], object], texts: list[str]) -> float:
    """Return texts a second on one core, the best of three passes."""
    checked(texts)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        encode(texts)
        times.append(time.perf_counter() - start)
    return len(texts) / min(times)


def quality(encoder: StaticEncoder, data: Path) -> Iterator[Row]:
    """Yield the figures of quality."""

    def signed(folder: str, metric: str, **fields: str) -> str:
        content = f"{folder}@{digest(data / folder)[:4]}"
        model = f"{encoder.name}@{encoder.fingerprint[:4]}"
        return str(Signature(version=__version__, data=content, model=model, metric=metric, **fields))

    zero_shot = {"recipe": "zero-shot", "source": "eng_Latn", "split": "test", "head": "logreg"}
    topics = list(accuracies(Topics(data / "sib200"), encoder).values())
    title = f"SIB-200, zero-shot from English, mean accuracy of {len(topics)} languages"
    yield title, f"{np.mean(topics):.3f}", signed("sib200", "accuracy", select="source-cv-1se", **zero_shot)
    retrieval = tatoeba(encoder, data / "tatoeba")
    title = f"Tatoeba, x to English, mean accuracy of {len(retrieval)} languages"
    yield title, f"{np.mean(retrieval):.3f}", signed("tatoeba", "accuracy", target="eng_Latn")
    news = list(accuracies(Topics(data / "masakhanews", "few_shot_50"), encoder).values())
    title = f"MasakhaNEWS, zero-shot from 50 English texts a class, mean accuracy of {len(news)} languages"
    yield (
        title,
        f"{np.mean(news):.3f}",
        signed("masakhanews", "accuracy", select="source-cv-1se", **zero_shot),
    )
    words = translations(encoder, data)
    signature = signed("xling-eval", "P@1", split="test", norm="csls10")
    title = f"XLing-Eval, P@1 by CSLS, mean of {len(words.accuracy)} pairs"
    yield title, f"{np.mean(list(words.accuracy.values())):.3f}", signature
    title = "the same from English, words of no training lexicon"
    yield title, f"{np.mean(list(words.unseen.values())):.3f}", signature
    for pair, title in (("enfr", "English-French"), ("roen", "Romanian-English")):
        error = alignment_error(encoder, data / "wordalign", pair)
        yield f"word alignment {title}, error rate", f"{error:.3f}", signed("wordalign", "AER")
    folder = Topics(data / "nusax" / "sentiment")
    own, peer = accuracies(folder, encoder), accuracies(folder, None)
    better = sum(own[language] > peer[language] for language in own)
    title = f"NusaX sentiment, zero-shot from English, mean accuracy of {len(own)} languages"
    figures = (
        f"{np.mean(list(own.values())):.3f} (TF-IDF {np.mean(list(peer.values())):.3f}; above it in {better})"
    )
    yield title, figures, signed("nusax", "accuracy", select="source-cv-1se", **zero_shot)


def speeds(encoder: StaticEncoder, data: Path, *, beside_teacher: bool) -> Iterator[Row]:
    """Yield texts a second, and how many times that is what the teacher does in the same run."""
    pairs = read_tatoeba(data / "tatoeba").values()
    short = [one.source for pair in pairs for one in read_aligned(*pair)]
    for name, texts in (("short", shuffled(short)), ("long", topic_texts(data / "sib200"))):
        characters = np.mean([len(text) for text in texts])
        own = speed(encoder.encode, texts)
        value = f"{own:,.0f}"
        if beside_teacher:
            import torch

            torch.set_num_threads(1)
            teacher = load_teacher()
            value += f" ({own / speed(teacher.vectors, texts[:TEACHER_TEXTS]):.0f} times {teacher.name})"
        yield f"{name} texts ({characters:.0f} characters) a second, one core", value, ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", default="static", help="static or static:FOLDER")
    parser.add_argument("--without-teacher", action="store_true")
    arguments = parser.parse_args()
    show_progress()
    start = time.perf_counter()
    encoder = load() if arguments.model == "static" else load_model(arguments.model)
    loading = time.perf_counter() - start
    if not isinstance(encoder, StaticEncoder):
        parser.error("--model wants static or static:FOLDER")
    size = sum(
        path.stat().st_size for path in SHIPPED.parent.rglob("*") if path.suffix in (".safetensors", ".json")
    )
    rows = [
        *quality(encoder, arguments.data),
        *speeds(encoder, arguments.data, beside_teacher=not arguments.without_teacher),
        ("loading, seconds", f"{loading:.2f}", ""),
        ("shipped weights, tables and card, bytes", f"{size:,}", ""),
    ]
    print("| figure | value |\n| --- | --- |")
    for what, value, _ in rows:
        print(f"| {what} | {value} |")
    print()
    for what, _, signature in rows:
        if signature:
            print(f"{what}: {signature}")


if __name__ == "__main__":
    run(main)
