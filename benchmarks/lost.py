"""What tokenizers throw away: letters and words kept, tokens per sentence, for each language of SIB-200.

python -m benchmarks.lost [--data ../shared/data] [--tokenizers bm25s ours ours:search ours:high]

Reads the test split. bm25s needs pip install 'isogloss[search]'.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

from benchmarks.running import data_folder, run
from isogloss.languages import lost
from isogloss.languages.loss import tokenizer


def lines_of(file: Path) -> list[str]:
    """Return the texts of a split."""
    with file.open(encoding="utf-8", newline="") as rows:
        return [row["text"] for row in csv.DictReader(rows, delimiter="\t")]


def main() -> None:
    """Print a row a language: letters kept / words kept / tokens per sentence, for each tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tokenizers", nargs="+", default=["bm25s", "ours", "ours:search", "ours:high"])
    arguments = parser.parse_args()
    data_folder(arguments.data, "sib200")
    print("Letters and marks kept / words kept whole / tokens per sentence.\n")
    print(f"| language | {' | '.join(arguments.tokenizers)} |")
    print("| --- " * (1 + len(arguments.tokenizers)) + "|")
    shares: dict[str, list[float]] = defaultdict(list)
    for folder in sorted((arguments.data / "sib200").iterdir()):
        lines, cells = lines_of(folder / "test.tsv"), []
        for name in arguments.tokenizers:
            found = lost(lines, tokenizer(name, folder.name), folder.name)
            shares[name].append(found.letters.share)
            cells.append(
                f"{found.letters.share:.3f} / {found.words.share:.3f} / {found.tokens_per_sentence:.1f}"
            )
        print(f"| {folder.name} | {' | '.join(cells)} |", flush=True)
    print()
    for name, kept in shares.items():
        print(
            f"{name}: letters kept {sum(kept) / len(kept):.4f} on average, {min(kept):.4f} at worst; "
            f"under .70 in {sum(share < 0.7 for share in kept)}, under .995 in "
            f"{sum(share < 0.995 for share in kept)} of {len(kept)} languages"
        )


if __name__ == "__main__":
    run(main)
