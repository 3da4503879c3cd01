"""Sentence breaks beside gold ones: ours with and without the language, a naive split, sentencex and pysbd.

python -m benchmarks.sentences [--data ../shared/data] [--corpus ntrex] [--lines 1610-1997]

Consecutive sentences are joined by a blank (by nothing in Chinese and Japanese) and looked for again. A break
is where the next sentence has its first letter or digit. Headlines without a stop count as sentences, and a
line of two sentences as one, for every system alike; so .91 is about what stops alone can find in NTREX.
The peers (pip install sentencex pysbd, both MIT) are left out where they are not installed.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from benchmarks.running import data_folder, run
from isogloss.languages import Language, sentences

SYSTEMS = ("isogloss", "no language", "naive", "sentencex", "pysbd")
UNSPACED = frozenset(["zho", "yue", "jpn", "cmn"])
_NAIVE = regex.compile(r"[.!?]+[\"'”’»)]*\s+")
_BEFORE_LETTER = regex.compile(r"[^\p{L}\p{N}]*+")
# What pysbd knows, by the two letters of ISO 639-1.
_PYSBD_CODES = (
    "eng:en hin:hi mar:mr zho:zh spa:es amh:am arb:ar hye:hy bul:bg urd:ur rus:ru pol:pl fas:fa nld:nl "
    "dan:da fra:fr mya:my ell:el ita:it jpn:ja deu:de kaz:kk slk:sk"
)
_PYSBD = dict(pair.split(":") for pair in _PYSBD_CODES.split())


@dataclass(frozen=True)
class Corpus:
    """Documents of one language, each a list of sentences."""

    name: str
    documents: Sequence[Sequence[str]]

    @property
    def code(self) -> str:
        """ISO 639-3."""
        return regex.split("[-_]", self.name)[0]

    def joined(self) -> Iterator[tuple[str, list[int]]]:
        """Yield each document as one text, with the places where its sentences begin."""
        separator = "" if self.code in UNSPACED else " "
        for document in self.documents:
            starts, place = [], 0
            for sentence in document:
                starts.append(place)
                place += len(sentence) + len(separator)
            yield separator.join(document), starts


@dataclass
class Tally:
    """Breaks that were right, given, and to be found; characters and seconds."""

    right: int = 0
    given: int = 0
    gold: int = 0
    characters: int = 0
    seconds: float = 0.0

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / (self.given + self.gold) if self.given + self.gold else 0.0

    def precision(self) -> float:
        """Return the share of the given breaks that are right."""
        return self.right / self.given if self.given else 0.0

    def recall(self) -> float:
        """Return the share of the gold breaks that were found."""
        return self.right / self.gold if self.gold else 0.0


def ntrex(data: Path, first: int, last: int) -> Iterator[Corpus]:
    """Yield the languages of NTREX-128, lines ``first`` to ``last`` in their documents."""
    documents = _lines(data / "ntrex" / "DOCUMENT_IDS.tsv")
    for file in sorted((data / "ntrex").glob("newstest2019-ref.*.txt")):
        grouped: dict[str, list[str]] = defaultdict(list)
        for name, line in list(zip(documents, _lines(file), strict=False))[first - 1 : last]:
            if line.strip():
                grouped[name].append(line.strip(" \ufeff\u00a0\r"))
        yield Corpus(file.name.split(".")[1], list(grouped.values()))


def sib(data: Path) -> Iterator[Corpus]:
    """Yield the languages of SIB-200: sentences of the test split, twenty to a text."""
    for folder in sorted((data / "sib200").iterdir()):
        with (folder / "test.tsv").open(encoding="utf-8", newline="") as file:
            texts = [row["text"].strip() for row in csv.DictReader(file, delimiter="\t")]
        yield Corpus(folder.name, [texts[at : at + 20] for at in range(0, len(texts), 20)])


def ud(data: Path) -> Iterator[Corpus]:
    """Yield the treebanks of Universal Dependencies, in their documents; single sentences by twenties."""
    codes = {"de": "deu", "en": "eng", "fi": "fin", "hi": "hin", "zh": "zho"}
    for file in sorted((data / "ud").glob("*.conllu")):
        documents: list[list[str]] = []
        for line in _lines(file):
            if line.startswith("# newdoc") or not documents:
                documents.append([])
            if line.startswith("# text = "):
                documents[-1].append(line.removeprefix("# text = ").strip())
        if all(len(document) == 1 for document in documents):
            texts = [sentence for document in documents for sentence in document]
            documents = [texts[at : at + 20] for at in range(0, len(texts), 20)]
        language, bank = file.name.split("_")[:2]
        yield Corpus(f"{codes[language]}-{bank.split('.')[0]}", documents)


CORPORA: dict[str, Callable[[Path], Iterator[Corpus]]] = {"sib": sib, "ud": ud}


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")


@cache
def _peer(name: str, code: str) -> Any:  # noqa: ANN401  a class of an optional package
    """Return what cuts text of a language into strings, or None."""
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError:
        return None
    if name == "sentencex":
        import langcodes

        short = langcodes.standardize_tag(code).split("-")[0]
        return lambda text: module.segment(short, text)
    return module.Segmenter(language=_PYSBD[code], clean=False).segment if code in _PYSBD else None


def starts_by(system: str, code: str) -> Callable[[str], list[int]] | None:
    """Return what gives the places where sentences begin, None if the system lacks the language."""
    if system == "isogloss":
        language = Language.parse(code)
        return lambda text: [span.start for span in sentences(text, language)]
    if system == "no language":
        return lambda text: [span.start for span in sentences(text)]
    if system == "naive":
        return lambda text: [match.end() for match in _NAIVE.finditer(text)]
    cut = _peer(system, code)
    return None if cut is None else lambda text: _found(text, cut(text))


def _found(text: str, pieces: Sequence[str]) -> list[int]:
    starts, place = [], 0
    for piece in pieces:
        at = text.find(piece.strip(), place)
        if at >= 0 and piece.strip():
            starts.append(at)
            place = at + len(piece.strip())
    return starts


def _breaks(text: str, starts: Sequence[int]) -> set[int]:
    """Return the first letters of sentences, without that of the first sentence."""
    firsts = {_after(text, start) for start in starts}
    return firsts - {_after(text, 0), len(text)}


def _after(text: str, start: int) -> int:
    match = _BEFORE_LETTER.match(text, start)
    return match.end() if match else start


def measured(corpus: Corpus, system: str) -> Tally | None:
    """Return how a system does on a corpus, None where it does not know the language."""
    cut = starts_by(system, corpus.code)
    if cut is None:
        return None
    tally = Tally()
    for text, starts in corpus.joined():
        began = time.perf_counter()
        given = cut(text)
        tally.seconds += time.perf_counter() - began
        gold, found = _breaks(text, starts), _breaks(text, given)
        tally.right += len(gold & found)
        tally.given += len(found)
        tally.gold += len(gold)
        tally.characters += len(text)
    return tally


def report(corpora: Iterator[Corpus]) -> None:
    """Print a row a language (F1; precision and recall of ours), then means and speeds."""
    totals: dict[str, list[Tally]] = defaultdict(list)
    behind: dict[str, list[str]] = defaultdict(list)
    print(f"| language | precision | recall | {' | '.join(SYSTEMS)} |")
    print("| --- " * (3 + len(SYSTEMS)) + "|")
    for corpus in corpora:
        results = {system: measured(corpus, system) for system in SYSTEMS}
        ours = results["isogloss"]
        if ours is None or not ours.gold:
            continue
        shown = ["–" if tally is None else f"{tally.f1():.3f}" for tally in results.values()]
        print(
            f"| {corpus.name} | {ours.precision():.3f} | {ours.recall():.3f} | {' | '.join(shown)} |",
            flush=True,
        )
        for system, tally in results.items():
            if tally is not None:
                totals[system].append(tally)
                if round(tally.f1(), 3) > round(ours.f1(), 3):
                    behind[system].append(corpus.name)
    print()
    for system, tallies in totals.items():
        mean = sum(tally.f1() for tally in tallies) / len(tallies)
        speed = sum(tally.characters for tally in tallies) / sum(tally.seconds for tally in tallies)
        better = (
            f"; better than isogloss in {' '.join(behind[system]) or 'none'}" if system != "isogloss" else ""
        )
        print(f"{system}: mean F1 {mean:.3f} over {len(tallies)}, {speed:,.0f} characters/s{better}")


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--corpus", choices=["ntrex", *CORPORA], nargs="*", default=["ntrex", *CORPORA])
    parser.add_argument("--lines", default="1610-1997", help="of NTREX")
    arguments = parser.parse_args()
    data_folder(arguments.data, *({"sib": "sib200"}.get(name, name) for name in arguments.corpus))
    first, last = map(int, arguments.lines.split("-"))
    for name in arguments.corpus:
        print(f"\n## {name}\n")
        report(ntrex(arguments.data, first, last) if name == "ntrex" else CORPORA[name](arguments.data))


if __name__ == "__main__":
    run(main)
