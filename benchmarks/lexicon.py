"""Translations of words: how often ``static`` finds them, and how well turned spaces find each other again.

    python -m benchmarks.lexicon --data ../shared/data

XLing-Eval, test 2k. Candidates are the pair's distinct target words of train 5k and test 2k, ranked by CSLS
(k = 10). For English sources, words of which a lexicon of the encoder's training holds a translation are
counted apart. Then the source side's vectors are turned at random, and mapped back with 5,000, 500, 50 and 0
pairs of the train file: what is found is at most what was found before.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.encoder_words import Vocabulary, training_pairs, vocabulary
from benchmarks.running import data_folder, run
from isogloss.arrays import Floats2d, Ints1d
from isogloss.bitext import mapped
from isogloss.data.examples import Entry
from isogloss.data.wordvectors import WordList
from isogloss.languages import Language
from isogloss.metrics.lexicon_induction import average_precision, gold_ranks, precision_at
from isogloss.models.registry import load_word_encoder

RANKS = (1, 5, 10)
ANCHORS = (5000, 500, 50)
METHODS = ("procrustes", "refined", "rcsls", "self-learning")
TURNED = "en-de,en-ru"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--parts", default="induction,mapping", help="which of these two to run")
    parser.add_argument("--turned", default=TURNED, help="pairs whose vectors are turned")
    given = parser.parse_args()
    data = data_folder(given.data, "xling-eval", "gatitos", "wiktionary")
    parts = given.parts.split(",")
    if "induction" in parts:
        induction(data)
    if "mapping" in parts:
        mapping(data, given.turned.split(","))


def induction(data: Path) -> None:
    """Print how often the translation of a word is found, for each pair of languages."""
    taught = training_pairs(data)
    encoder = load_word_encoder("static")
    rows = []
    print("pair      asked    P@1    P@5   P@10    MAP   unseen   P@1 there")
    for folder in sorted((data / "xling-eval").iterdir()):
        words = vocabulary(folder)
        sides = (list(words.gold), words.targets, words.sources)
        asked, targets, beside = (encoder.encode_words([side])[0].vectors for side in sides)
        ranks = ranked(words, asked, targets, beside)
        english, _, code = folder.name.partition("-")
        unseen = ""
        if english == "en":
            known = taught[Language.parse(code).code]
            new = [not known[w.lower()] & {t.lower() for t in gold} for w, gold in words.gold.items()]
            rest = [own for own, is_new in zip(ranks, new, strict=True) if is_new]
            unseen = f"   {np.mean(new):.3f}   {precision_at(rest, 1).mean():.3f}"
        found = scores(ranks)
        rows.append(found)
        print(f"{folder.name:8} {len(ranks):6,}  {line(found)}{unseen}", flush=True)
    print(f"mean     {'':6}  {line(np.mean(rows, axis=0))}\n")


def ranked(words: Vocabulary, asked: Floats2d, targets: Floats2d, beside: Floats2d) -> list[Ints1d]:
    place = {word: row for row, word in enumerate(words.targets)}
    gold = [np.array(sorted(place[word] for word in found), np.int64) for found in words.gold.values()]
    return gold_ranks(asked, targets, gold, beside)


def scores(ranks: Sequence[Ints1d]) -> list[float]:
    return [*(float(precision_at(ranks, k).mean()) for k in RANKS), float(average_precision(ranks).mean())]


def line(found: Sequence[float] | np.ndarray) -> str:
    return "  ".join(f"{value:.3f}" for value in found)


def mapping(data: Path, turned_pairs: Sequence[str]) -> None:
    """Print P@1 of test words after turned vectors were mapped back, by method and number of anchors."""
    encoder = load_word_encoder("static")
    print("P@1 after a random turn, mapped back by n anchors")
    print("pair    anchors   " + "  ".join(f"{name:>13}" for name in METHODS))
    for name in turned_pairs:
        folder = data_folder(data, f"xling-eval/{name}") / "xling-eval" / name
        words = vocabulary(folder)
        sides = [
            word_list(encoder.encode_words([side])[0].vectors, side)
            for side in (words.sources, words.targets)
        ]
        turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(sides[0].vectors.shape[1],) * 2))
        turned = word_list(np.asarray(sides[0].vectors @ turn, np.float32), sides[0].words)
        entries = [
            Entry(source, target) for source, found in words.taught.items() for target in sorted(found)
        ]
        print(f"{name:8} unturned  {p1(words, *sides):13.3f}", flush=True)
        for count in ANCHORS:
            found = [
                p1(words, *mapped_lists(turned, sides[1], entries[:count], method)) for method in METHODS
            ]
            print(f"{name:8} {count:8,}  " + "  ".join(f"{value:13.3f}" for value in found), flush=True)
        alone = p1(words, *mapped_lists(turned, sides[1], [], "unsupervised"))
        print(f"{name:8} {0:8}  {'':>13}  {'':>13}  {'':>13}  {alone:13.3f}", flush=True)


def word_list(vectors: Floats2d, words: Sequence[str]) -> WordList:
    return WordList(tuple(words), vectors, 0, 0, None, True)


def mapped_lists(
    source: WordList, target: WordList, anchors: Sequence[Entry], method: str
) -> tuple[WordList, WordList]:
    first, second = mapped(source, target, anchors, method=method)
    return word_list(first, source.words), word_list(second, target.words)


def p1(words: Vocabulary, source: WordList, target: WordList) -> float:
    row = {word: place for place, word in enumerate(source.words)}
    asked = source.vectors[[row[word] for word in words.gold]]
    return float(precision_at(ranked(words, asked, target.vectors, source.vectors), 1).mean())


if __name__ == "__main__":
    run(main)
