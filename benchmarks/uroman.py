"""Our uroman beside uroman itself: the sentences that come out alike, and how many are done in a second.

python -m benchmarks.uroman [--data ../shared/data] [--languages amh_Ethi rus_Cyrl ...]

Needs pip install 'isogloss[text]'. Reads the test sentences of SIB-200 (Adelani et al. 2024); without
--languages, of every language there is. cold: the cache is empty when a language begins; warm: the same
sentences once more. "fails" counts the sentences that uroman itself raises an exception on.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.running import data_folder, run
from isogloss.extras import need
from isogloss.languages import Language
from isogloss.languages.romanisation.universal import UromanRomanizer


@dataclass(frozen=True)
class Compared:
    """One language: how many sentences, how many alike, and the speeds in sentences a second."""

    language: str
    sentences: int
    same: int
    fails: int
    plain: float
    cold: float
    warm: float

    def __str__(self) -> str:
        """Return the row of a Markdown table."""
        speeds = f"{self.plain:,.0f} | {self.cold:,.0f} | {self.warm:,.0f}"
        return f"| {self.language} | {self.sentences} | {self.same} | {self.fails} | {speeds} |"


def sentences(folder: Path) -> list[str]:
    """Return the test sentences of a language's folder."""
    with (folder / "test.tsv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file, delimiter="\t")]


def timed(romanized: Callable[[str], str | None], texts: Sequence[str]) -> tuple[list[str | None], float]:
    """Return what texts become, and how many a second."""
    began = time.perf_counter()
    done = [romanized(text) for text in texts]
    return done, len(texts) / (time.perf_counter() - began)


def compared(uroman: Any, folder: Path) -> Compared:  # noqa: ANN401  uroman has no types
    """Return one language's row."""
    language = Language.parse(folder.name)

    def original(text: str) -> str | None:
        try:
            return str(uroman.romanize_string(text, lcode=language.code))
        except (AttributeError, ValueError):
            return None

    ours = UromanRomanizer()
    texts = sentences(folder)
    wanted, plain = timed(original, texts)
    got, cold = timed(lambda text: ours.romanize(text, language), texts)
    _, warm = timed(lambda text: ours.romanize(text, language), texts)
    fails = wanted.count(None)
    same = sum(a == b for a, b in zip(wanted, got, strict=True))
    return Compared(folder.name, len(texts), same, fails, plain, cold, warm)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--languages", nargs="*", default=[])
    asked = parser.parse_args()
    data_folder(asked.data, "sib200")
    folders = sorted(
        folder for folder in (asked.data / "sib200").iterdir() if (folder / "test.tsv").is_file()
    )
    chosen = [folder for folder in folders if not asked.languages or folder.name in asked.languages]
    UromanRomanizer()  # loads, so that no language pays for it
    uroman = need("uroman.uroman", extra="text", purpose="This benchmark").Uroman()
    print("| language | sentences | identical | uroman fails | uroman /s | ours, cold /s | ours, warm /s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    rows = []
    for folder in chosen:
        rows.append(compared(uroman, folder))
        print(rows[-1], flush=True)
    total = sum(row.sentences for row in rows)
    same = sum(row.same for row in rows)
    fails = sum(row.fails for row in rows)
    gains = sorted(row.cold / row.plain for row in rows)
    print(f"\n{same:,} of {total:,} sentences identical in {len(rows)} languages; uroman fails on {fails}.")
    print(f"Cold gain: {gains[0]:.1f}x at the least, {gains[len(gains) // 2]:.1f}x the median language.")


if __name__ == "__main__":
    run(main)
