"""Questions of XQuAD in one language about passages in another, learned from 32 English articles.

F1 of answers by the reader over static word vectors for every pair of languages; and, without crossing, where
as many questions again are asked of a passage that does not hold their answer (the rule of SQuAD 2.0; the
threshold is chosen on four of the English articles). No passage is in two splits.

    python -m benchmarks.crossing --data ../shared/data --to eng,spa,hin,zho,arb
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.running import data_folder, run
from isogloss.progress import show_progress
from isogloss.runs.row import QUESTION, Row
from isogloss.transfer import Settings, transfer

_TRAINED: Final = 32  # articles
_DEV: Final = 4  # of them
_SYSTEM: Final = "static+reader"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--to", default="eng,spa,hin,zho,arb")
    arguments = parser.parse_args()
    published = data_folder(arguments.data, "xquad") / "xquad"
    show_progress(True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        crossed = transfer(
            _cut(published, scratch / "xquad", absent=False),
            source="eng",
            target=arguments.to,
            out=scratch / "crossed",
            settings=Settings(cross_questions=True),
        )
        _print_crossed(list(crossed.rows()))
        absent = transfer(
            _cut(published, scratch / "absent", absent=True),
            source="eng",
            target=arguments.to,
            out=scratch / "run",
        )
        _print_absent(list(absent.rows()))


def _cut(published: Path, folder: Path, *, absent: bool) -> Path:
    """Return a folder of the files cut by article; absent: with questions of other passages added."""
    for path in sorted(published.glob("xquad.*.json")):
        code = path.name.split(".")[1]
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
        splits = {"test": articles[_TRAINED:]}
        if code == "en":
            learned = _TRAINED - _DEV if absent else _TRAINED
            splits |= {"train": articles[:learned], "dev": articles[learned:_TRAINED]}
        for split, own in splits.items():
            if own:
                target = folder / code / f"{split}.json"
                target.parent.mkdir(parents=True, exist_ok=True)
                document = {"data": _with_absent(own) if absent else own}
                target.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return folder


def _with_absent(articles: list[Any]) -> list[Any]:
    """Return each passage with the questions of another one, the same in all languages."""
    chance = random.Random(5)  # noqa: S311  no secret
    passages = [passage for article in articles for passage in article["paragraphs"]]
    made = []
    for place, passage in enumerate(passages):
        other = passages[chance.choice([n for n in range(len(passages)) if n != place])]
        added = [
            {"id": f"{asked['id']}-{place}", "question": asked["question"], "is_impossible": True}
            for asked in other["qas"]
        ]
        made.append({"context": passage["context"], "qas": [*passage["qas"], *added]})
    return [{"title": "", "paragraphs": made}]


def _print_crossed(rows: list[Row]) -> None:
    own = [row for row in rows if (row.system, row.metric) == (_SYSTEM, "answer_f1") and row.detail]
    value = {(row.language, row.detail.removeprefix(QUESTION)): row.value for row in own}
    languages = list(dict.fromkeys(language for language, _ in value))
    print("\nanswer_f1 in %, passages down, questions across\n")
    print("| passages in | " + " | ".join(languages) + " |\n| --- |" + " ---: |" * len(languages))
    for context in languages:
        print(f"| {context} | " + " | ".join(f"{100 * value[context, one]:.1f}" for one in languages) + " |")
    print(f"\n{own[-1].signature}")


def _print_absent(rows: list[Row]) -> None:
    own = [row for row in rows if row.metric == "answer_f1" and row.recipe]
    languages = list(dict.fromkeys(row.language for row in own))
    print("\nanswer_f1 in % where half of the questions have no answer; by saying nothing it is 50\n")
    print("| system | " + " | ".join(languages) + " |\n| --- |" + " ---: |" * len(languages))
    for system in dict.fromkeys(row.system for row in own):
        of = {row.language: row.value for row in own if row.system == system}
        print(f"| {system} | " + " | ".join(f"{100 * of[one]:.1f}" for one in languages) + " |")
    print(f"\n{own[-1].signature}")


if __name__ == "__main__":
    run(main)
