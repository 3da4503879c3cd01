"""Document alignment: NTREX documents with sentences merged and dropped on both sides; F1 by language.

    python -m benchmarks.align_documents --data ../shared/data [--lines 1801-1997]

Each sentence of either side is dropped with probability 0.1, or merged with the next with probability 0.15. A
bead is right if both its sides are exactly those of the gold, which is what the damage left. ``--lines
1610-1800`` is what the cost of skipping was chosen on. ``joined``: all documents as one.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.bitext.documents import align_sentences
from isogloss.data.bitext import read_documents, read_ntrex
from isogloss.languages import Language
from isogloss.models.registry import load_encoder

DROPPED, MERGED = 0.1, 0.15
LANGUAGES = (
    "afr,amh,arb,ben,bod,deu,ell,fin,fra,hau,heb,hin,jpn,kat,kor,mya,nep,rus,swa,tam,tha,tur,yor,zho-CN"
)
Unit = tuple[tuple[int, ...], str]
Beads = set[tuple[tuple[int, ...], tuple[int, ...]]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--lines", default="1801-1997")
    parser.add_argument("--languages", default=LANGUAGES)
    given = parser.parse_args()
    folder = data_folder(given.data, "ntrex") / "ntrex"
    first, last = map(int, given.lines.split("-"))
    parallel, names = read_ntrex(folder), read_documents(folder)
    documents: dict[str, list[int]] = {}
    for place in range(first - 1, last):
        documents.setdefault(names[place], []).append(place)
    english = parallel.lines(next(one for one in parallel.paths if one.code == "eng" and not one.region))
    print(f"lines {given.lines}, {len(documents)} documents: precision, recall, F1; F1 as one; sentences/s")
    rows = []
    for code in given.languages.split(","):
        texts = parallel.lines(Language.parse(code))
        apart = trial(list(documents.values()), texts, english)
        joined = trial([[place for one in documents.values() for place in one]], texts, english)
        rows.append((*apart[:3], joined[2], apart[3]))
        print(
            f"{code:8}" + "".join(f"{value:8.3f}" for value in rows[-1][:4]) + f"{apart[3]:8.0f}", flush=True
        )
    mean = np.mean(rows, axis=0)
    print(f"{'mean':8}" + "".join(f"{value:8.3f}" for value in mean[:4]) + f"{mean[4]:8.0f}")


def trial(
    documents: Sequence[Sequence[int]], texts: Sequence[str], english: Sequence[str]
) -> tuple[float, float, float, float]:
    """Return precision, recall, F1 and sentences of both sides per second of processor."""
    random, encoder = np.random.default_rng(0), load_encoder("static")
    right = found = wanted = sentences = 0
    began = time.process_time()
    for places in documents:
        a, b = damaged(places, texts, random), damaged(places, english, random)
        beads = align_sentences([text for _, text in a], [text for _, text in b], encoder)
        made = {(bead.source, bead.target) for bead in beads if bead.source and bead.target}
        truth = gold(a, b)
        right, found, wanted = right + len(made & truth), found + len(made), wanted + len(truth)
        sentences += len(a) + len(b)
    speed = sentences / (time.process_time() - began)
    return right / found, right / wanted, 2 * right / (found + wanted), speed


def damaged(places: Sequence[int], texts: Sequence[str], random: np.random.Generator) -> list[Unit]:
    """Return what is left of a document: the lines of each sentence, and its text."""
    units: list[Unit] = []
    at = 0
    while at < len(places):
        drawn = random.random()
        size = 2 if DROPPED <= drawn < DROPPED + MERGED and at + 1 < len(places) else 1
        own = tuple(places[at : at + size])
        if drawn >= DROPPED:
            units.append((own, " ".join(texts[place] for place in own)))
        at += size
    return units


def gold(a: Sequence[Unit], b: Sequence[Unit]) -> Beads:
    """Return the smallest groups of sentences that share no line with any other."""
    groups: list[tuple[set[int], tuple[list[int], list[int]]]] = []
    for side, units in enumerate((a, b)):
        for number, (lines, _) in enumerate(units):
            shared = [group for group in groups if group[0] & set(lines)]
            merged: tuple[set[int], tuple[list[int], list[int]]] = (set(lines), ([], []))
            for group in shared:
                merged[0].update(group[0])
                merged[1][0].extend(group[1][0])
                merged[1][1].extend(group[1][1])
                groups.remove(group)
            merged[1][side].append(number)
            groups.append(merged)
    return {(tuple(sorted(x)), tuple(sorted(y))) for _, (x, y) in groups if x and y}


if __name__ == "__main__":
    run(main)
