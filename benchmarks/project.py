"""How well labels arrive in a translation: parts of speech and names on UD PUD, answers on XQuAD.

Names: benchmarks/projection_spans.tsv, marked by us in 53 sentences of PUD in five languages (a row a name:
sentence, kind, and the words in each language, empty where the translation has none).
Answers: those of the English passages carried to professional translations, whose own answers are the gold.
plain is the usual baseline: from the first to the last word that is linked to the span. The constants of
``candidates`` were chosen looking at a quarter of the passages (numbers 1, 5, 9 …) and at the names, so the
answers are printed for the others.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.running import data_folder, run
from isogloss.bitext.projection import Approach
from isogloss.data.examples import Answerable
from isogloss.data.marked import Mark, Marked
from isogloss.data.readers.conllu import Analysed, read_treebank
from isogloss.data.readers.squad import read_squad
from isogloss.languages import Language, Span
from isogloss.views.projection.answers import marked_passage
from isogloss.views.projection.evidence import Evidence, gather, taught
from isogloss.views.projection.places import covering
from isogloss.views.projection.projected import Projected, tally
from isogloss.views.projection.table import load_method
from isogloss.views.projection.wordtags import carry_tags

PUD: Final = ("de", "hi", "zh", "fi")
XQUAD: Final = ("de", "zh", "tr", "hi", "th", "es", "ar")
METHODS: Final = ("align", "candidates", "consensus")
SPANS: Final = Path(__file__).with_name("projection_spans.tsv")
Place = tuple[int, int]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--only", choices=("pud", "xquad"))
    options.add_argument("--languages", default=",".join(XQUAD), help="of XQuAD")
    chosen = options.parse_args()
    data = data_folder(chosen.data, "ud", "xquad")
    if chosen.only != "xquad":
        names_and_tags(data / "ud")
    if chosen.only != "pud":
        answers(data / "xquad", chosen.languages.split(","))


def names_and_tags(folder: Path) -> None:
    """Print accuracy of projected UPOS over all words, and exact-span F1 of the names."""
    english = treebank(folder, "en")
    # An editor may have cut the last fields where they are empty.
    head, *lines = (line.split("\t") for line in SPANS.read_text("utf-8").splitlines())
    rows = [[*line, *[""] * (len(head) - len(line))] for line in lines]
    ids = list(dict.fromkeys(row[0] for row in rows))
    sources = [marked(english[number], [row for row in rows if row[0] == number]) for number in ids]
    for column, code in enumerate(PUD, start=3):
        there = treebank(folder, code)
        pairs = [(english[number].text, there[number].text) for number in english]
        evidence = dict(zip(english, everything(pairs), strict=True))
        right = words = unlinked = 0
        for number, found in evidence.items():
            gold = there[number]
            source = english[number]
            target = [Span(gold.text[start:end], start, end) for start, end in gold.places]
            carried = carry_tags(source.places, source.example.tags, found, target)
            right += sum(a == b for a, b in zip(carried.tags, gold.example.tags, strict=True))
            words, unlinked = words + len(target), unlinked + carried.unlinked
        said = f"{words:,} words, {unlinked:,} without a link"
        print(f"PUD en-{code}: UPOS accuracy {right / words:.3f} of {said}")
        gold_places = [
            [
                places(there[number].text, row[column]) if row[column] else []
                for row in rows
                if row[0] == number
            ]
            for number in ids
        ]
        report(f"PUD names en-{code}", sources, [evidence[number] for number in ids], gold_places)


def answers(folder: Path, languages: Sequence[str]) -> None:
    """Print exact-span F1 of answers carried from English passages, and which were lost."""
    english = passages(folder, "en")
    for code in languages:
        there = passages(folder, code)
        pairs = [(here[0], other[0]) for here, other in zip(english, there, strict=True)]
        begun = time.perf_counter()
        evidence = everything(pairs)
        taken = time.perf_counter() - begun
        held = [number for number in range(len(english)) if number % 4 != 1]
        gold = [[[there[number][2][mark.id]] for mark in english[number][1].marks] for number in held]
        report(
            f"XQuAD answers en-{code} (aligned in {taken:.0f} s)",
            [english[number][1] for number in held],
            [evidence[number] for number in held],
            gold,
        )


def report(
    title: str, sources: Sequence[Marked], evidence: Sequence[Evidence], gold: Sequence[Sequence[list[Place]]]
) -> None:
    print(title)
    print(f"  {'plain':12} {scored([plain(*pair) for pair in zip(sources, evidence, strict=True)], gold)}")
    for name in METHODS:
        method = load_method(name)
        begun = time.perf_counter()
        made: list[Projected] = [
            method(source, found, Language.parse("und"))
            for source, found in zip(sources, evidence, strict=True)
        ]
        taken = time.perf_counter() - begun
        spans = [[span.place for span in projected.spans] for projected in made]
        fates = ", ".join(f"{count} {fate}" for fate, count in tally(made).items())
        print(f"  {name:12} {scored(spans, gold)}  {fates}  {taken:.1f} s")
    sys.stdout.flush()


def scored(found: Iterable[Sequence[Place | None]], gold: Iterable[Sequence[list[Place]]]) -> str:
    """Return precision, recall and F1 of exact spans."""
    hits: list[float] = []
    given = 0
    for places_found, places_gold in zip(found, gold, strict=True):
        for place, right in zip(places_found, places_gold, strict=True):
            given += place is not None
            if right:
                hits.append(float(place in right))
    precision, recall = sum(hits) / max(given, 1), sum(hits) / len(hits)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  n={len(hits)}"


def plain(source: Marked, evidence: Evidence) -> list[Place | None]:
    """Return from the first to the last word that is linked to each mark."""
    found: list[Place | None] = []
    for mark in source.marks:
        own = covering(evidence.source_words, mark.start, mark.end)
        linked = [link.target for link in evidence.links if link.source in own]
        words = evidence.target_words
        found.append((words[min(linked)].start, words[max(linked)].end) if linked else None)
    return found


def everything(pairs: Sequence[tuple[str, str]]) -> list[Evidence]:
    approach = Approach()
    return list(gather(pairs, taught(approach.chosen_aligner(), pairs), encoder=approach.chosen_encoder()))


def treebank(folder: Path, code: str) -> dict[str, Analysed]:
    return {found.example.id: found for found in read_treebank(folder / f"{code}_pud-ud-test.conllu", code)}


def marked(sentence: Analysed, rows: Sequence[Sequence[str]]) -> Marked:
    marks = [Mark(row[1], *places(sentence.text, row[2])[0]) for row in rows]
    return Marked(sentence.example.id, sentence.text, tuple(marks), Language.parse("eng"), "PUD")


def places(text: str, phrase: str) -> list[Place]:
    """Return every place of a phrase; a name that comes twice may be found at either."""
    starts = [start for start in range(len(text)) if text.startswith(phrase, start)]
    return [(start, start + len(phrase)) for start in starts]


def passages(folder: Path, code: str) -> list[tuple[str, Marked, dict[str, Place]]]:
    """Return each passage, the same with its answers marked, and the first answer's place by question."""
    groups: dict[str, list[Answerable]] = {}
    for question in read_squad(folder / f"xquad.{code}.json", code):
        groups.setdefault(question.context, []).append(question)
    found = []
    for number, (context, questions) in enumerate(groups.items()):
        spots = {
            question.id: (
                question.answers[0].start,
                question.answers[0].start + len(question.answers[0].text),
            )
            for question in questions
        }
        found.append((context, marked_passage(questions, str(number)), spots))
    return found


if __name__ == "__main__":
    run(main)
