"""What dictionaries and stemmers are worth: words cut right, texts found, and what that costs.

python -m benchmarks.segmenters [--data ../shared/data]

Words: F1 of the spans against the gold words of UD Chinese PUD (traditional characters), and against another
segmenter's where there is no gold. Search: hit@1 on XQuAD as in ``benchmarks.text``.
Needs pip install 'isogloss[text,benchmark]'.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.running import data_folder, run
from benchmarks.text import TOKENIZERS, Task, Tokenizer, default, high, hit_at_1, questions
from isogloss import __version__
from isogloss.data.bitext import read_ntrex
from isogloss.languages import Language, search_terms, words
from isogloss.languages.normalisation import fold
from isogloss.languages.segmentation import segmentation_name
from isogloss.languages.segmentation.segmenters import load_segmenter
from isogloss.languages.segmentation.stemmers import STEMMERS, load_stemmer

SEGMENTED = [
    ("zho_Hant_TW", "clusters"),
    ("zho_Hant_TW", "budoux"),
    ("zho_Hant_TW", "jieba"),
    ("zho_Hans_CN", "budoux"),
    ("zho_Hans_CN", "jieba"),
    ("jpn_Jpan", "budoux"),
    ("tha_Thai", "budoux"),
    ("tha_Thai", "pythainlp"),
    ("khm_Khmr", "khmercut"),
    ("lao_Laoo", "laonlp"),
]
STEMMED = ("en", "de", "es", "tr", "ar", "hi")
UNSPACED = {"th": ("budoux", "pythainlp"), "zh": ("budoux", "jieba")}
SAMPLE = "日 ไทย ខ្មែរ ລາວ"  # loads whatever is loaded when first needed
Spans = set[tuple[int, int]]


def pud(path: Path) -> Iterator[tuple[str, Spans]]:
    """Yield each sentence of a CoNLL-U file, and the places of its words that hold a letter or digit."""
    text, place = "", 0
    gold: Spans = set()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            text, gold, place = line.removeprefix("# text = "), set(), 0
        elif not line and text:
            yield text, gold
            text = ""
        elif line[:1].isdigit():
            number, form, *_ = line.split("\t")
            if number.isdigit():
                start = text.index(form, place)
                place = start + len(form)
                if any(character.isalnum() for character in form):
                    gold.add((start, place))


def cut(text: str, language: str, segmenter: str) -> Spans:
    return {(span.start, span.end) for span in words(text, language, segmenter=segmenter)}


def f1(pairs: Sequence[tuple[Spans, Spans]]) -> float:
    """Return F1 of spans found against gold, over all sentences."""
    shared = sum(len(found & gold) for found, gold in pairs)
    return 2 * shared / sum(len(found) + len(gold) for found, gold in pairs)


def loading(code: str) -> tuple[float, float]:
    """Return the seconds of one core and the MB that a fresh Python process on Linux needs for ``code``."""
    # The high water mark of this process alone: what getrusage says is inherited from the parent.
    probe = (
        "import time\nfrom pathlib import Path\nfrom isogloss.languages import words, search_terms\n"
        "words('x', 'eng'), search_terms('x', 'eng')\n"
        "def peak(): return int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) / 1024\n"
        f"before, start = peak(), time.process_time()\n{code}\n"
        "print(time.process_time() - start, peak() - before)"
    )
    command = [sys.executable, "-c", probe]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  our own code
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def speed(way: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return characters a second of one core, each text met for the first time."""
    way(SAMPLE)
    start = time.process_time()
    for text in texts:
        way(text)
    return sum(map(len, texts)) / (time.process_time() - start)


def segmenters(data: Path) -> None:
    """Print what each segmenter costs."""
    sentences = read_ntrex(data / "ntrex")
    print("\n| language | segmenter | loads in, s | MB | characters/s |\n| --- | --- | --- | --- | --- |")
    for language, segmenter in SEGMENTED:
        name = load_segmenter(segmenter, language).name
        seconds, megabytes = loading(f"words('{SAMPLE}', '{language}', segmenter='{segmenter}')")
        texts = sentences.lines(Language.parse(language))[1800:]
        rate = speed(partial(cut, language=language, segmenter=segmenter), texts)
        print(f"| {language} | {name} | {seconds:.2f} | {megabytes:.0f} | {rate:,.0f} |", flush=True)


def agreement(data: Path) -> None:
    """Print F1 of words."""
    chinese = list(pud(data / "ud" / "zh_pud-ud-test.conllu"))
    print("\n| words | F1 |\n| --- | --- |")
    for segmenter in ("clusters", "budoux", "jieba"):
        figure = f1([(cut(text, "zho_Hant", segmenter), gold) for text, gold in chinese])
        print(f"| {segmenter}, UD Chinese PUD | {figure:.3f} |", flush=True)
    thai = read_ntrex(data / "ntrex").lines(Language.parse("tha"))[1800:]
    for segmenter in ("clusters", "budoux"):
        pairs = [(cut(text, "tha", segmenter), cut(text, "tha", "pythainlp")) for text in thai]
        print(f"| {segmenter}, beside pythainlp's words in Thai | {f1(pairs):.3f} |", flush=True)


def stemmers(data: Path) -> None:
    """Print hit@1 of stems, and what each stemmer costs."""
    tasks = [questions(data / "xquad" / f"xquad.{code}.json") for code in STEMMED]
    ways: dict[str, Tokenizer] = {name: way for name, way in TOKENIZERS.items() if name != "bm25s"}
    ways["ours, snowball"] = _stemming("default", "snowball")
    ways["ours, simplemma"] = _stemming("default", "simplemma")
    ways["ours, high, snowball"] = _stemming("high", "snowball")
    ways["ours, high, simplemma"] = _stemming("high", "simplemma")
    print("\n| stemmer | language | loads in, s | MB | new words/s |\n| --- | --- | --- | --- | --- |")
    for stemmer in sorted(STEMMERS):
        for task in tasks:
            vocabulary = sorted({span.text.lower() for text in task.texts for span in words(text)})
            code = f"search_terms('x', '{task.language}', stemmer='{stemmer}')"
            seconds, megabytes = loading(code)
            loaded = load_stemmer(stemmer, task.language)
            rate = speed(loaded.stem, vocabulary) * len(vocabulary) / sum(map(len, vocabulary))
            print(f"| {loaded.name} | {task.language} | {seconds:.2f} | {megabytes:.0f} | {rate:,.0f} |")
    table(ways, tasks, STEMMED)


def dictionaries(data: Path) -> None:
    """Print hit@1 of the words of a dictionary, alone and beside our terms."""
    for code, names in UNSPACED.items():
        task = questions(data / "xquad" / f"xquad.{code}.json")
        ways: dict[str, Tokenizer] = {"ours": default, "ours, high": high}
        for name in names:
            found = _words(name)
            ways[f"{name}'s words"] = found
            ways[f"ours and {name}'s words"] = _both(default, found)
            ways[f"ours, high, and {name}'s words"] = _both(high, found)
        table(ways, [task], [code])


def table(ways: dict[str, Tokenizer], tasks: Sequence[Task], columns: Sequence[str]) -> None:
    """Print hit@1, a column a task."""
    print(f"\n| terms | {' | '.join(columns)} |\n| --- |{' --- |' * len(columns)}")
    for name, way in ways.items():
        figures = " | ".join(f"{hit_at_1(task, way):.3f}" for task in tasks)
        print(f"| {name} | {figures} |", flush=True)


def _stemming(quality: str, stemmer: str) -> Tokenizer:
    def terms(text: str, language: Language) -> list[str]:
        found = search_terms(
            text, language, quality="high" if quality == "high" else "default", stemmer=stemmer
        )
        return [term.term for term in found]

    return terms


def _words(segmenter: str) -> Tokenizer:
    return lambda text, language: [
        fold(span.text, language) for span in words(text, language, segmenter=segmenter)
    ]


def _both(one: Tokenizer, other: Tokenizer) -> Tokenizer:
    return lambda text, language: [*one(text, language), *other(text, language)]


def main() -> None:
    """Print the tables that docs/text/segmenters.md shows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments = parser.parse_args()
    data_folder(arguments.data, "ntrex", "ud", "xquad")
    print(f"isogloss {__version__}, {segmentation_name('eng', quality='high', stemmer='snowball')}")
    for part in (agreement, dictionaries, stemmers, segmenters):
        part(arguments.data)


if __name__ == "__main__":
    run(main)
