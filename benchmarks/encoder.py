"""Figures of the embedded encoder: retrieval, speed, size. Prints the table that docs/encoder.md shows.

python -m benchmarks.encoder --data ../shared/data
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core; must stand before numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from isogloss import __version__
from isogloss.data.bitext import read_aligned, read_tatoeba
from isogloss.models.static.model import SHIPPED, StaticEncoder, load
from isogloss.models.static.pieces import checked

TEXTS = 20_000


def tatoeba(encoder: StaticEncoder, folder: Path) -> tuple[float, int]:
    """Return the mean accuracy of finding the English translation by cosine, and over how many languages."""
    shares = []
    for source, target in read_tatoeba(folder).values():
        pairs = list(read_aligned(source, target))
        similarity = (
            encoder.encode([one.source for one in pairs]) @ encoder.encode([one.target for one in pairs]).T
        )
        shares.append(float((similarity.argmax(axis=1) == np.arange(len(pairs))).mean()))
    return float(np.mean(shares)), len(shares)


def topic_texts(folder: Path) -> list[str]:
    """Return training texts of SIB-200 in every language, shuffled."""
    from isogloss.data.loading import load_dataset

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


def speed(encoder: StaticEncoder, texts: list[str]) -> float:
    """Return texts a second on one core, the best of three passes."""
    checked(texts)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        encoder.encode(texts)
        times.append(time.perf_counter() - start)
    return len(texts) / min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    start = time.perf_counter()
    encoder = load()
    loading = time.perf_counter() - start
    retrieval, languages = tatoeba(encoder, data / "tatoeba")
    sentences = [
        one.source for pair in read_tatoeba(data / "tatoeba").values() for one in read_aligned(*pair)
    ]
    rows = []
    for name, texts in (("short", shuffled(sentences)), ("long", topic_texts(data / "sib200"))):
        characters = np.mean([len(text) for text in texts])
        rows.append(
            (
                f"{name} texts ({characters:.0f} characters) a second, one core",
                f"{speed(encoder, texts):,.0f}",
            )
        )
    zero_shot = [score.value for score in encoder.card.scores if score.language != "eng_Latn"]
    size = sum(
        path.stat().st_size for path in SHIPPED.parent.rglob("*") if path.suffix in (".safetensors", ".json")
    )
    print("| figure | value |\n| --- | --- |")
    topics = f"SIB-200 test, zero-shot from English, mean accuracy over {len(zero_shot)} languages"
    print(f"| {topics} | {np.mean(zero_shot):.3f} |")
    print(f"| Tatoeba, x to English, mean accuracy over {languages} languages | {retrieval:.3f} |")
    for name, value in rows:
        print(f"| {name} | {value} |")
    print(f"| loading, seconds | {loading:.2f} |")
    print(f"| weights, tables and card, bytes | {size:,} |")
    print(f"\nisogloss:{__version__}|model:static@{encoder.fingerprint[:4]}")


if __name__ == "__main__":
    main()
