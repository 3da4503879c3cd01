"""Token F1 and readers of numbers, by language: ours beside what common harnesses do.

python -m benchmarks.answers [--data ../shared/data]

DATA holds xquad/ (Artetxe et al. 2020, arXiv:1910.11856) and mgsm/ (Shi et al. 2022, arXiv:2210.03057).
Prediction = the gold answer and the next word of its paragraph (two characters in th and zh); and the gold
answer and a full stop of the language. Numbers: MGSM's golds behind "answer:" in the language,
in its own digits.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from benchmarks.running import data_folder, run
from isogloss.languages.answers import Rules, read_answer
from isogloss.metrics.answer_match import answer_f1, exact_match

STOPS = {"hi": "।", "zh": "。"}
CUES = {
    "bn": ("উত্তর", "০"),
    "ja": ("答え", "０"),
    "te": ("సమాధానం", "౦"),
    "th": ("คำตอบ", "๐"),
    "zh": ("答案", "０"),
}
# lm-evaluation-harness 0.4.13, MGSM, flexible extraction.
HARNESS = re.compile(r"(-?[$0-9.,]{2,})|(-?[0-9]+)")
MLQA = frozenset({"ar", "de", "en", "es", "hi", "zh"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = data_folder(parser.parse_args().data, "xquad", "mgsm")
    print("XQuAD     F1 of gold + next word    EM of gold + full stop")
    print("          native  squad   mlqa      native  squad   mlqa")
    for path in sorted((data / "xquad").glob("xquad.*.json")):
        language = path.name.split(".")[1]
        pairs = list(_pairs(path, language))
        known: list[Rules] = ["native", "squad", "mlqa"] if language in MLQA else ["native", "squad"]
        f1 = [mean(answer_f1(more, [gold], language, rules=one) for gold, more in pairs) for one in known]
        stop = STOPS.get(language, ".")
        em = [
            mean(exact_match(gold + stop, [gold], language, rules=one) for gold, _ in pairs) for one in known
        ]
        print(f"{language:10}{_cells(f1)}    {_cells(em)}")
    print("\nMGSM      golds read in native digits: ours, the harness's pattern")
    for language, (cue, zero) in CUES.items():
        golds = [line.split("\t")[1].strip().replace(",", "") for line in _lines(data, language)]
        texts = [f"{cue}： {_native(gold, zero)}" for gold in golds]
        ours = mean(_read(text, language) == int(gold) for text, gold in zip(texts, golds, strict=True))
        harness = mean(_harness(text) == gold for text, gold in zip(texts, golds, strict=True))
        print(f"{language:10}{ours:.3f}   {harness:.3f}")


def _pairs(path: Path, language: str) -> Iterator[tuple[str, str]]:
    """Return golds, and golds with what follows them in the paragraph."""
    follows = re.compile(r"\s*\S\s*\S" if language in ("th", "zh") else r"\S*\s*\S+")
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for question in paragraph["qas"]:
                answer = question["answers"][0]
                end = answer["answer_start"] + len(answer["text"])
                if more := follows.match(paragraph["context"], end):
                    yield answer["text"], answer["text"] + more[0]


def _lines(data: Path, language: str) -> list[str]:
    return (data / "mgsm" / f"mgsm_{language}.tsv").read_text(encoding="utf-8").splitlines()


def _native(gold: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(one)) if one.isdecimal() else one for one in gold)


def _read(text: str, language: str) -> object:
    number = read_answer(text, "number", language=language).number
    return number and number.value


def _harness(text: str) -> str:
    found = HARNESS.findall(text)
    return "".join(found[-1]) if found else ""


def _cells(values: list[float]) -> str:
    return "  ".join(f"{value:6.3f}" for value in values).ljust(22)


if __name__ == "__main__":
    run(main)
