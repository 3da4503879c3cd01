"""Vectors of all layers: batches beside one sentence at a time, as MEXA's own script goes.

python -m benchmarks.extraction --data ../shared/data [--model FOLDER] [--languages eng,deu,swh] [--threads 1]

The loop is written after arXiv:2410.05873 and its published script: a sentence is read by itself with all
hidden states kept, and each layer is made a weighted mean and a last token, in float16. Sentences are the
reserved lines 1801-1997 of NTREX, short ones of English, of eight words at the most, and ten of each
language there is. Beside it stands our own reading, one sentence at a time too, in float32, and in batches in
float32 and in mixed numbers, which are the default where a processor is faster with them. Seconds are those
of the processor on one thread, else by the clock; of each way the best of several rounds, in turns. Prints
the table of docs/measure.md.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.running import data_folder, minilm, run
from isogloss.data.parallel import read_parallel
from isogloss.data.wanted import one
from isogloss.languages import Language
from isogloss.models.hf.model import load
from isogloss.models.hf.placement import Placement
from isogloss.models.hf.quiet import quiet

if TYPE_CHECKING:
    from isogloss.arrays import Floats3d

_LINES: Final = slice(1800, 1997)
_SHORT: Final = 8  # words
_OF_EACH: Final = 10
_DTYPES: Final = ("float32", "mixed_bfloat16")


def one_by_one(folder: Path) -> Callable[[Sequence[str]], Floats3d]:
    """Return the loop of the official script; what it gives are the weighted means, [layers, n, d]."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    with quiet():
        tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()

    def weighted(layer: Any, mask: Any) -> Any:  # noqa: ANN401  tensors
        weights = mask * torch.arange(1, layer.shape[1] + 1).unsqueeze(0)
        mean = torch.sum(layer * weights.unsqueeze(-1), dim=1) / torch.sum(weights, dim=-1).unsqueeze(-1)
        return mean.squeeze().to(torch.float16).numpy()

    def last(layer: Any, mask: Any) -> Any:  # noqa: ANN401  tensors
        return layer[0, mask.bool().sum().item() - 1, :].to(torch.float16).numpy()

    def extract(texts: Sequence[str]) -> Floats3d:
        found = []
        for text in texts:
            tokens = tokenizer(text, return_tensors="pt", padding=True, truncation=True)
            with torch.no_grad():
                states = model(**tokens, output_hidden_states=True).hidden_states
                means = [weighted(layer, tokens.attention_mask) for layer in states]
                _ = [last(layer, tokens.attention_mask) for layer in states]
            found.append(means)
        return np.array(found, np.float32).transpose(1, 0, 2)

    return extract


def _alone(way: Callable[..., Floats3d], texts: Sequence[str]) -> None:
    for text in texts:
        way([text], pooling="weighted")


def seconds(
    ways: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float]
) -> dict[str, float]:
    """Return the seconds of each way's best round; they take turns."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            began = clock()
            way()
            best[name] = min(best[name], clock() - began)
    return best


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--model", type=Path, help="a folder; default: all-MiniLM-L6-v2 of the PyPI package")
    asked.add_argument("--languages", default="eng,deu,swh")
    asked.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    import torch

    torch.set_num_threads(given.threads)
    clock = time.process_time if given.threads == 1 else time.perf_counter
    folder = given.model or minilm()
    text = read_parallel(str(data_folder(given.data, "ntrex") / "ntrex"))
    sentences = {
        code: text.sentences(one(code, text.languages, what=text.origin))[_LINES]
        for code in given.languages.split(",")
    }
    english = text.sentences(Language.parse("eng"))
    sentences["eng, short"] = [line for line in english if 0 < len(line.split()) <= _SHORT][:200]
    sentences[f"{len(text.languages)} languages"] = [
        line for language in text.languages for line in text.sentences(language)[_LINES][:_OF_EACH]
    ]
    official = one_by_one(folder)
    ours = {dtype: load(str(folder), Placement("cpu", dtype, 32)).layers for dtype in _DTYPES}
    print(f"{given.threads} threads; sentences a second\n")
    print("| sentences | tokens each | one at a time | so by us | batched | times | mixed | times | apart |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    tokens = load(str(folder)).tokenizer
    for name, texts in sentences.items():
        ways: dict[str, Callable[[], object]] = {"one": partial(official, texts)}
        ways["own"] = partial(_alone, ours["float32"], texts)
        ways |= {dtype: partial(way, texts, pooling="weighted") for dtype, way in ours.items()}
        found = ours["float32"](texts[:20], pooling="weighted")
        known = np.abs(found).sum(axis=(0, 2)) > 0  # ours are zeros where no token is known
        apart = float(np.abs(official(texts[:20]) - found)[:, known].max())
        took = seconds(ways, given.rounds, clock)
        mean = np.mean([len(pieces) for pieces in tokens.tokenize(texts)])
        rate = {way: len(texts) / spent for way, spent in took.items()}
        print(
            f"| {name} | {mean:.0f} | {rate['one']:,.0f} | {rate['own']:,.0f} "
            + "".join(f"| {rate[way]:,.0f} | {took['one'] / took[way]:.1f} " for way in ours)
            + f"| {apart:.0e} |",
            flush=True,
        )


if __name__ == "__main__":
    run(main)
