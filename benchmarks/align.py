"""Word alignment: error rates of every aligner on published gold alignments, speed, and peers beside them.

    python -m benchmarks.align --data ../shared/data

English-French (447 sentences of the Hansards) and Romanian-English (248). The aligners that learn do so from
the test sentences and lines 1-1609 of NTREX, without any gold link, and once from the test sentences alone;
``+ lexicon`` knows GATITOS and Wiktionary as well. simalign's rows, where it is installed, are its own
functions on the same vectors; where networkx is, ``match`` is raced against it on 40 x 40 similarities.
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.running import run
from isogloss.arrays import Floats2d
from isogloss.data.alignments import GoldAlignment, read_alignments
from isogloss.data.bitext import read_ntrex
from isogloss.data.examples import Entry
from isogloss.data.lexicon import read_lexicon
from isogloss.data.pairs import read_pairs
from isogloss.languages import Language, words
from isogloss.metrics.alignment import (
    alignment_counts,
    alignment_error_rate,
    alignment_f1,
    alignment_precision,
    alignment_recall,
)
from isogloss.models.aligners.matching import match
from isogloss.models.aligners.table import ALIGNERS, load_aligner
from isogloss.models.contracts import Aligner, LearningAligner, Link, WordEncoder, WordPair
from isogloss.models.registry import load_word_encoder

TRAINING_LINES = 1609
DRAWS = 1000
SETS = {"enfr": ("eng", "fra", ("fr", "fra")), "roen": ("ron", "eng", ("ro", "ron"))}
LEARNING = ("hmm", "combined")
JOINED = ("intersection", "union", "grow-diag", "grow-diag-final", "grow-diag-final-and")

Cells = set[tuple[int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", default="static")
    given = parser.parse_args()
    encoder = load_word_encoder(given.model)
    print(f"vectors: {given.model}@{encoder.fingerprint}; seconds of one core; 95% intervals of AER")
    for name in SETS:
        errors(name, given.data, encoder)
    race()
    length(encoder)


def errors(name: str, data: Path, encoder: WordEncoder) -> None:
    source, target, _ = SETS[name]
    tests = [
        (pair.source.split(), pair.target.split())
        for pair in read_pairs(data / "wordalign" / f"{name}.src-tgt")
    ]
    gold = list(read_alignments(data / "wordalign" / f"{name}.gold", first=1))
    more = training(data / "ntrex", source, target)
    print(f"\n{source}-{target}, {len(tests)} pairs, {len(more):,} more to learn from")
    print(f"{'aligner':34} AER    low    high   precision recall F1     seconds to learn, pairs/s")
    for aligner in ALIGNERS:
        if aligner not in LEARNING:
            row(aligner, load_aligner(aligner, encoder), tests, gold, timed=more)
    for label, found, seconds in simalign(encoder, tests):
        show(label, found, gold, f"{'':9}{len(tests) / seconds:8,.0f}")
    lexicon = list(entries(data, name))
    for aligner in LEARNING:
        row(f"{aligner}, test pairs only", load_aligner(aligner, encoder), tests, gold)
        row(aligner, load_aligner(aligner, encoder), tests, gold, more)
        for joined in JOINED:
            chosen = load_aligner(f"{aligner}:{joined}", encoder)
            row(f"{aligner}:{joined}", chosen, tests, gold, more)
        row(f"{aligner} + lexicon", load_aligner(aligner, encoder, lexicon), tests, gold, more)
    row("argmax + lexicon", load_aligner("argmax", encoder, lexicon), tests, gold, timed=more)


def training(folder: Path, source: str, target: str) -> list[WordPair]:
    sides = []
    for language in (Language.parse(source), Language.parse(target)):
        lines = read_ntrex(folder).lines(language)[:TRAINING_LINES]
        sides.append([[word.text for word in words(line, language)] for line in lines])
    return list(zip(*sides, strict=True))


def entries(data: Path, name: str) -> Iterator[Entry]:
    _, target, (gatitos, wiktionary) = SETS[name]
    listed = data / "gatitos" / f"en_{gatitos}.tsv"
    found = list(read_lexicon(listed, rejects=[])) if listed.is_file() else []
    found += read_lexicon(data / "wiktionary" / f"{wiktionary}.tsv.gz", columns=(1, 2), rejects=[])
    yield from (Entry(e.target, e.source) for e in found) if target == "eng" else found


def row(
    label: str,
    aligner: Aligner,
    tests: Sequence[WordPair],
    gold: Sequence[GoldAlignment],
    more: Sequence[WordPair] = (),
    *,
    timed: Sequence[WordPair] = (),
) -> None:
    """Print one line; what it aligns a second is taken over ``timed``, by default over the tests."""
    began = time.process_time()
    if isinstance(aligner, LearningAligner):
        aligner = aligner.fit([*tests, *more])
    learned = time.process_time()
    links = aligner.align(tests)
    aligned = (time.process_time() - learned) / len(tests)
    took = f"{learned - began:9.1f}" if learned - began > 0.05 else " " * 9
    if timed:
        started = time.process_time()
        aligner.align(timed)
        aligned = (time.process_time() - started) / len(timed)
    show(label, [cells(found) for found in links], gold, f"{took}{1 / aligned:8,.0f}")


def cells(links: Sequence[Link]) -> Cells:
    return {(link.source, link.target) for link in links}


def show(label: str, found: Sequence[Cells], gold: Sequence[GoldAlignment], speed: str) -> None:
    counts = alignment_counts(found, [one.sure for one in gold], [one.possible for one in gold])
    once = np.ones((1, len(gold)))
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(len(gold), np.full(len(gold), 1 / len(gold)), size=DRAWS).astype(np.float64)
    low, high = np.percentile(alignment_error_rate(counts, drawn), (2.5, 97.5))
    error, precision, recall, f1 = (
        float(metric(counts, once)[0])
        for metric in (alignment_error_rate, alignment_precision, alignment_recall, alignment_f1)
    )
    print(
        f"{label:34} {error:.3f}  {low:.3f}  {high:.3f}  {precision:.3f}     {recall:.3f}  {f1:.3f} {speed}",
        flush=True,
    )


def simalign(encoder: WordEncoder, tests: Sequence[WordPair]) -> Iterator[tuple[str, list[Cells], float]]:
    """Yield the alignments of simalign's own functions on the cosines of ``encoder``."""
    peer = found_module("simalign.simalign")
    if peer is None:
        print("simalign is not installed: its rows are left out")
        return
    theirs = peer.SentenceAligner
    methods: dict[str, Callable[[Any], Any]] = {
        "inter": lambda s: np.multiply(*theirs.get_alignment_matrix(s)),
        "itermax": theirs.iter_max,
        "mwmf": theirs.get_max_weight_match,
    }
    for name, method in methods.items():
        began = time.process_time()
        vectors = encoder.encode_words([side for pair in tests for side in pair])
        found = []
        for source, target in zip(vectors[::2], vectors[1::2], strict=True):
            matrix = method(theirs.get_similarity(source.vectors, target.vectors))
            found.append({(int(i), int(j)) for i, j in np.argwhere(matrix)})
        yield f"simalign {name}", found, time.process_time() - began


def race() -> None:
    peer, networkx = found_module("simalign.simalign"), found_module("networkx")
    if peer is None or networkx is None:
        print("\nsimalign or networkx is not installed: no race")
        return
    rng = np.random.default_rng(0)
    matrices = [rng.random((40, 40), dtype=np.float32) for _ in range(20)]
    theirs, slow = timed(lambda s: peer.SentenceAligner.get_max_weight_match(s), matrices)
    ours, fast = timed(match, matrices)
    same = sum(
        {(int(i), int(j)) for i, j in np.argwhere(a)} == set(b) for a, b in zip(theirs, ours, strict=True)
    )
    print(
        f"\nmatch at 40 x 40: {fast * 1e3:.4f} ms, networkx as simalign calls it {slow * 1e3:.1f} ms, "
        f"{slow / fast:,.0f} times; the same links in {same} of {len(matrices)}"
    )


def timed(method: Callable[[Floats2d], Any], matrices: Sequence[Floats2d]) -> tuple[list[Any], float]:
    """Return what came out, and the median of the seconds each took, the quicker of two calls."""
    out, seconds = [], []
    for matrix in matrices:
        times = []
        for _ in range(2):
            began = time.perf_counter()
            made = method(matrix)
            times.append(time.perf_counter() - began)
        out.append(made)
        seconds.append(min(times))
    return out, float(np.median(seconds))


def length(encoder: WordEncoder) -> None:
    rng = np.random.default_rng(0)
    source = [f"w{number}" for number in rng.integers(0, 900, 5000)]
    target = [f"{word}e" for word in source]
    print("\na pair of 5,000 and 5,000 words: seconds of both cores, share of links on the diagonal")
    for name in ALIGNERS:
        began = time.perf_counter()
        links = load_aligner(name, encoder).align([(source, target)])[0]
        right = sum(link.source == link.target for link in links) / max(len(links), 1)
        print(f"{name:10} {time.perf_counter() - began:6.1f}  {len(links):6,} links  {right:.3f}", flush=True)


def found_module(name: str) -> Any | None:  # noqa: ANN401  a module of a peer
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


if __name__ == "__main__":
    run(main)
