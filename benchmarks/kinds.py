"""Entities, parts of speech, answers and choices from one language to others: every system, as a table.

MasakhaNER 2.0 from Swahili; Universal Dependencies from English EWT dev (its test split stops the epochs) to
PUD; XQuAD from the first 32 English articles to the last 16 of all languages; XCOPA from the Italian
validation split, beside similarity, which is trained on nothing.

    python -m benchmarks.kinds --data ../shared/data
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.running import data_folder, run
from isogloss.progress import show_progress
from isogloss.runs.row import Row
from isogloss.transfer import Settings, SplitNames, transfer

_TRAINED = 32  # articles


@dataclass(frozen=True)
class Trial:
    """A transfer to run. data: where; source: its language; train: the split that holds the labels."""

    name: str
    data: Path
    source: str
    train: str = "train"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--only", choices=["entities", "tags", "answers", "choices"])
    arguments = parser.parse_args()
    data = data_folder(arguments.data, "masakhaner2", "ud", "xcopa", "xquad")
    show_progress(True)
    with tempfile.TemporaryDirectory() as scratch:
        for trial in _trials(data, Path(scratch)):
            if arguments.only in (None, trial.name):
                _print(trial, Path(scratch) / "runs" / trial.name)


def _trials(data: Path, scratch: Path) -> Iterator[Trial]:
    yield Trial("entities", data / "masakhaner2", "swa")
    yield Trial("tags", treebanks(data / "ud", scratch / "pud"), "eng")
    yield Trial("answers", _articles(data / "xquad", scratch / "xquad"), "eng")
    yield Trial("choices", data / "xcopa", "ita", train="dev")


def treebanks(published: Path, folder: Path) -> Path:
    """Return a folder of links: English EWT to learn from, PUD of all languages to measure on."""
    links = {"en/train": "en_ewt-ud-dev", "en/dev": "en_ewt-ud-test"}
    links |= {f"{code}/test": f"{code}_pud-ud-test" for code in ("en", "de", "hi", "zh", "fi")}
    for name, treebank in links.items():
        path = folder / f"{name}.conllu"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to((published / f"{treebank}.conllu").resolve())
    return folder


def _articles(published: Path, folder: Path) -> Path:
    """Return a folder of the same files cut by article, so that no passage is in both splits."""
    for path in sorted(published.glob("xquad.*.json")):
        code = path.name.split(".")[1]
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
        splits = {"test": articles[_TRAINED:], **({"train": articles[:_TRAINED]} if code == "en" else {})}
        for split, own in splits.items():
            target = folder / code / f"{split}.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps({"data": own}, ensure_ascii=False), encoding="utf-8")
    return folder


def _print(trial: Trial, out: Path) -> None:
    settings = Settings(splits=SplitNames(train=trial.train))
    done = transfer(trial.data, source=trial.source, out=out, settings=settings)
    rows = [row for row in done.rows() if row.system and row.recipe]
    metric = rows[0].metric
    leading = [row for row in rows if row.metric == metric]
    languages = list(dict.fromkeys(row.language for row in leading))
    systems = list(dict.fromkeys(row.system for row in leading))
    print(f"\n{trial.name}: {metric} in %, learned from {rows[0].source}\n")
    print("| system | " + " | ".join(languages) + " | mean of the others |")
    print("| --- |" + " --- |" * (len(languages) + 1))
    for system in systems:
        own = {row.language: row for row in leading if row.system == system}
        others = [own[language].value for language in languages if language != own[language].source]
        cells = [f"{100 * own[language].value:.1f}" for language in languages]
        print(f"| {system} | " + " | ".join(cells) + f" | {100 * sum(others) / len(others):.1f} |")
    print(f"\n{_signature(leading)}")


def _signature(rows: list[Row]) -> str:
    return rows[-1].signature


if __name__ == "__main__":
    run(main)
