"""Mining: translations hidden among other lines, by language; speed, memory, approximate search.

    python -m benchmarks.mine --data ../shared/data [--parts hidden,scoring,whole,large,approximate]

``hidden``: lines 1801-1997 of NTREX (none of which trained ``static``) in each language and in English,
hidden among lines of other documents: half of the documents of lines 1-1609 on the one side, the other half
on the other, so that no other line has a translation. The same with Tatoeba: half of its pairs hidden, of the
rest the first half on the one side and the second on the other. Precision, recall and F1 at the threshold
that is used by default, and F1 at the best one. ``whole`` mines two files of lines of NTREX, of every second
language each. ``large`` takes 1 million vectors, encodings of NTREX with noise upon them, against 20,000: the
search and what follows, without reading and encoding text. Seconds are of one core.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.arrays import Doubles2d, Floats1d, Floats2d
from isogloss.bitext import Mining, mine
from isogloss.bitext.mining.approximate import search_approximately
from isogloss.bitext.mining.margins import candidate_scores
from isogloss.bitext.mining.options import Retrieval
from isogloss.bitext.mining.piles import pile, survey
from isogloss.bitext.mining.searching import search_exactly
from isogloss.bitext.mining.shards import encode_pile
from isogloss.bitext.mining.work import Shelf
from isogloss.data.bitext import read_aligned, read_documents, read_ntrex, read_tatoeba
from isogloss.languages import Language
from isogloss.metrics.topk import TopK
from isogloss.models.registry import load_encoder

TRAINED, FIRST = (
    1609,
    1800,
)  # lines 1-1609 trained the encoder; from line 1801 on nothing did or chose anything
PARTS = ("hidden", "scoring", "whole", "large", "approximate")
RETRIEVALS: tuple[Retrieval, ...] = ("max", "intersection", "forward", "backward", "assignment")
Hidden = tuple[list[str], list[str], int]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--languages", default="", help="codes, parted by commas; all by default")
    parser.add_argument("--all-retrievals", action="store_true", help="not max alone")
    given = parser.parse_args()
    data = data_folder(given.data, "ntrex", "tatoeba")
    parts = given.parts.split(",")
    if "hidden" in parts:
        only = {Language.parse(code).code for code in given.languages.split(",") if code}
        retrievals = RETRIEVALS if given.all_retrievals else RETRIEVALS[:1]
        hidden("NTREX", ntrex(data / "ntrex", only), retrievals)
        hidden("Tatoeba", tatoeba(data / "tatoeba", only), retrievals)
    if "scoring" in parts:
        scoring()
    if "whole" in parts:
        whole(data, 100_000, 100_000)
    if "large" in parts:
        large(data, 1_000_000, 20_000)
    if "approximate" in parts:
        approximate(data, 4_000)


def ntrex(folder: Path, only: set[str]) -> Iterator[tuple[str, Hidden]]:
    parallel, documents = read_ntrex(folder), read_documents(folder)
    english = next(language for language in parallel.paths if language.code == "eng" and not language.region)
    names = list(dict.fromkeys(documents[:TRAINED]))
    ours = {name for place, name in enumerate(names) if place % 2}
    one = [place for place in range(TRAINED) if documents[place] in ours]
    other = [place for place in range(TRAINED) if documents[place] not in ours]
    target = parallel.lines(english)
    for language in parallel.paths:
        if language.code != "eng" and (not only or language.code in only):
            source = parallel.lines(language)
            left = [*source[FIRST:], *(source[place] for place in one)]
            yield str(language), (left, [*target[FIRST:], *(target[place] for place in other)], 1997 - FIRST)


def tatoeba(folder: Path, only: set[str]) -> Iterator[tuple[str, Hidden]]:
    for language, paths in read_tatoeba(folder).items():
        if only and language.code not in only:
            continue
        # Tatoeba has some texts several times, with other translations: each once here.
        pairs = list({pair.source: pair for pair in read_aligned(*paths)}.values())
        pairs = list({pair.target: pair for pair in pairs}.values())
        count, rest = len(pairs) // 2, pairs[len(pairs) // 2 :]
        middle = len(rest) // 2
        left = [pair.source for pair in [*pairs[:count], *rest[:middle]]]
        right = [pair.target for pair in [*pairs[:count], *rest[middle:]]]
        yield str(language), (left, right, count)


def hidden(name: str, sets: Iterator[tuple[str, Hidden]], retrievals: Sequence[Retrieval]) -> None:
    print(
        f"\n{name}: pairs hidden, lines on either side; threshold by default, precision, recall, F1; best F1"
    )
    rows = []
    for language, (left, right, count) in sets:
        source = Language.parse(language)
        figures = []
        for retrieval in retrievals:
            options = Mining(retrieval=retrieval, threshold=-np.inf, fold=False)
            everything = mine(left, right, source=source, target="eng", options=options)
            scored = [
                (pair.score, pair.source_line == pair.target_line <= count) for pair in everything.pairs
            ]
            usual = mine(left, right, source=source, target="eng", options=replace(options, threshold=None))
            threshold = usual.threshold or 0.0
            figures.append((threshold, *at(scored, threshold, count), best(scored, count)))
        rows.append([*figures[0], *(one[3] for one in figures)])
        print(
            f"{language:12}{count:5}{len(left):6}{len(right):6}  "
            + " ".join(f"{value:.3f}" for value in figures[0]),
            flush=True,
        )
    mean = np.mean(rows, axis=0)
    print(f"mean of {len(rows):3}{'':16}{mean[0]:.3f}  " + " ".join(f"{value:.3f}" for value in mean[1:5]))
    by_name = zip(retrievals, mean[5:], strict=True)
    print("mean F1 by --retrieval: " + ", ".join(f"{one} {value:.3f}" for one, value in by_name))


def at(scored: Sequence[tuple[float, bool]], threshold: float, count: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs that reach a threshold."""
    taken = [right for score, right in scored if score >= threshold]
    right = sum(taken)
    return right / max(len(taken), 1), right / count, 2 * right / (len(taken) + count)


def best(scored: Sequence[tuple[float, bool]], count: int) -> float:
    """Return the F1 of the best threshold."""
    hits = np.cumsum([right for _, right in scored])
    return float((2 * hits / (np.arange(1, len(hits) + 1) + count)).max())


def scoring() -> None:
    """Race our scores of 50,000 x 4 candidates against a loop that takes each by itself."""
    random = np.random.default_rng(0)
    n, k = 50_000, 4
    x, y = (unit(random.normal(size=(n, 128))) for _ in range(2))
    found = TopK(random.integers(0, n, (n, k)), np.empty((n, k), np.float32))
    found.values[:] = np.einsum("id,ikd->ik", x, y[found.indices])
    means = random.uniform(0.2, 0.5, n), random.uniform(0.2, 0.5, n)
    began = time.perf_counter()
    slow = one_by_one(x, y, found, *means)
    middle = time.perf_counter()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        fast = candidate_scores(found, *means, "ratio")
        times.append(time.perf_counter() - start)
    took = float(np.median(times))
    print(
        f"\nscoring {n:,} x {k} candidates: {took * 1e3:.1f} ms, a loop {(middle - began) * 1e3:,.0f} ms, "
        f"{(middle - began) / took:,.0f} times; largest difference {np.abs(fast - slow).max():.1e}"
    )


def one_by_one(x: Floats2d, y: Floats2d, found: TopK, of_x: Floats1d, of_y: Floats1d) -> Doubles2d:
    """Return what LASER's ``score_candidates`` does: a dot product and a margin for each candidate."""
    scores = np.zeros_like(found.values, dtype=np.float64)
    for i, row in enumerate(found.indices.tolist()):
        for j, other in enumerate(row):
            scores[i, j] = x[i].dot(y[other]) / ((of_x[i] + of_y[other]) / 2)
    return scores


def whole(data: Path, n: int, m: int) -> None:
    """Mine two files of many lines in a process of its own, by one call; print time and memory."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("a.txt", "b.txt")]
        for path, count, part in zip(paths, (n, m), (0, 1), strict=True):
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in many(data, count, part))
        done = subprocess.run(  # noqa: S603  our own code
            [sys.executable, "-c", _CHILD, *map(str, paths)], capture_output=True, text=True, check=True
        )
    print(f"\n{n:,} x {m:,} lines, whole: {done.stdout.strip()}", flush=True)


_CHILD = """
import resource, sys, time
from isogloss.bitext import mine
began, cpu = time.perf_counter(), time.process_time()
mined = mine(sys.argv[1], sys.argv[2])
print(f"{time.perf_counter() - began:,.0f} s ({time.process_time() - cpu:,.0f} s of processor), peak "
      f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB, {mined.source.mined:,} x "
      f"{mined.target.mined:,} compared, {len(mined.pairs):,} pairs")
"""


def large(data: Path, n: int, m: int) -> None:
    """Search for the neighbours of n made vectors among m, and theirs, in a process of its own."""
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-m", "benchmarks.mine_large", str(data), str(n), str(m)],
        capture_output=True,
        text=True,
        check=True,
    )
    print(f"\n{n:,} x {m:,} vectors: {done.stdout.strip()}", flush=True)


def many(data: Path, count: int, part: int) -> Iterator[str]:
    """Yield so many different lines, of every second language; numbered anew when they are used up."""
    parallel = read_ntrex(data / "ntrex")
    languages = [language for place, language in enumerate(parallel.paths) if place % 2 == part]
    lines = [line for language in languages for line in parallel.lines(language) if line.strip()]
    for number in range(count):
        turn, place = divmod(number, len(lines))
        yield f"{lines[place]} {turn}" if turn else lines[place]


def approximate(data: Path, n: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        encoder = load_encoder("static")
        sides = []
        for part in (0, 1):
            found = survey(pile(list(many(data, n, part)), "lines"), fold=True)
            sides.append(encode_pile(found, encoder, None, shelf)[0])
        began = time.process_time()
        exact, _ = search_exactly(sides[0], sides[1], 4, shelf)
        middle = time.process_time()
        near, _ = search_approximately(sides[0], sides[1], 4)
        ended = time.process_time()
    hits = (near.indices[:, :, None] == exact.indices[:, None, :]).any(axis=2).mean()
    first = (near.indices[:, 0] == exact.indices[:, 0]).mean()
    print(
        f"\nusearch on {len(sides[0]):,} x {len(sides[1]):,}: recall of the 4 nearest {hits:.4f}, "
        f"of the nearest {first:.4f}; {ended - middle:.0f} s of processor, exact {middle - began:.0f} s"
    )


def unit(vectors: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Floats2d:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


if __name__ == "__main__":
    run(main)
