"""The builtin romaniser beside uroman: how much they differ, what is left beyond ASCII, how fast they are.

python -m benchmarks.romanisation [--data DATA] [--languages rus,hin]

DATA holds sib200/<language>/test.tsv (SIB-200, Adelani et al. 2024, arXiv:2309.07445). Both romanise the same
sentences; uroman is told the language too, and is no gold standard. CER: edit distance over the length of its
output, both without Han and with its typographic quotation marks and dashes made ASCII, as ours are.
Speed: million characters of the source per second of one core, lines as they stand.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.extras import need
from isogloss.languages import Language
from isogloss.languages.romanisation import load_romanizer

_HAN = re.compile("[\u3005\u3400-\u9fff\U00020000-\U0003ffff]+")
_TYPOGRAPHY = str.maketrans(dict(zip("‘’‚‛“”„‟«»–—‹›", "''''\"\"\"\"\"\"--''", strict=True)) | {"…": "..."})
# Latin-script languages whose letters go beyond Western European ones; the others are nearly the same text.
_LATIN = ("vie", "yor", "fon", "ewe", "aka", "hau", "lit", "pol", "tur", "deu", "kab", "taq", "isl", "fao")


@dataclass(frozen=True)
class Row:
    """One language's figures."""

    language: str
    cer: float
    ascii: float
    their_ascii: float
    speed: float
    their_speed: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--languages", default="", help="codes as in SIB-200's folders, or their beginnings")
    given = parser.parse_args()
    data_folder(given.data, "sib200")
    uroman = need("uroman", extra="text", purpose="The comparison")
    theirs: Callable[..., str] = uroman.Uroman().romanize_string
    wanted = tuple(code for code in given.languages.split(",") if code)
    print("| language | CER | ASCII | ASCII, uroman | speed | speed, uroman |\n|---|---|---|---|---|---|")
    rows = []
    for folder in sorted((given.data / "sib200").iterdir()):
        chosen = folder.name.startswith(wanted or _LATIN) or (not wanted and not folder.name.endswith("Latn"))
        if not chosen or folder.name.startswith("zho"):
            continue
        rows.append(compared(folder.name, sentences(folder / "test.tsv"), theirs))
        print(line(rows[-1]), flush=True)
    print(f"mean of {len(rows)}: CER {np.mean([row.cer for row in rows]):.3f}, ", end="")
    print(f"ASCII {np.mean([row.ascii for row in rows]):.4f} (uroman ", end="")
    print(f"{np.mean([row.their_ascii for row in rows]):.4f}), ", end="")
    print(f"{np.mean([row.speed for row in rows]) / 1e6:.2f} M characters/s, slowest ", end="")
    print(f"{min(row.speed for row in rows) / 1e6:.2f} M (uroman ", end="")
    print(f"{np.mean([row.their_speed for row in rows]) / 1e6:.3f} M)")


def line(row: Row) -> str:
    """Return one language's figures as a line of a Markdown table."""
    cells = (row.language, f"{row.cer:.3f}", f"{row.ascii:.4f}", f"{row.their_ascii:.4f}")
    return f"| {' | '.join(cells)} | {row.speed / 1e6:.2f} | {row.their_speed / 1e6:.3f} |"


def sentences(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_HAN.sub("", row["text"]) for row in csv.DictReader(file, delimiter="\t")]


def compared(code: str, texts: Sequence[str], reference: Callable[..., str]) -> Row:
    """Return how one language's sentences come out of both."""
    language = Language.parse(code)
    builtin = load_romanizer("builtin")
    ours, speed = timed(lambda text: builtin.romanize(text, language), texts, repeated=3)
    theirs, their_speed = timed(lambda text: reference(text, lcode=language.code), texts)
    tidy = [text.translate(_TYPOGRAPHY) for text in theirs]
    length = sum(map(len, tidy))
    cer = sum(distance(mine, other) for mine, other in zip(ours, tidy, strict=True)) / length
    return Row(code, cer, plain(ours), plain(theirs), speed, their_speed)


def timed(romanize: Callable[[str], str], texts: Sequence[str], repeated: int = 1) -> tuple[list[str], float]:
    """Return what comes out, and characters per second of the best of some runs, after a first sentence."""
    romanize(texts[0])
    best = float("inf")
    for _ in range(repeated):
        started = time.process_time()
        written = [romanize(text) for text in texts]
        best = min(best, time.process_time() - started)
    return written, sum(map(len, texts)) / best


def plain(texts: Sequence[str]) -> float:
    """Return the share of characters that are ASCII."""
    return sum(map(str.isascii, "".join(texts))) / sum(map(len, texts))


def distance(a: str, b: str) -> int:
    """Return the Levenshtein distance, a row of the table at a time."""
    letters = np.frombuffer(b.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    places = np.arange(len(letters) + 1)
    before = places
    for number, letter in enumerate(a, 1):
        kept = np.minimum(before[:-1] + (letters != ord(letter)), before[1:] + 1)
        # A run of insertions: the least of all cells to the left, plus the way from there.
        before = np.minimum.accumulate(np.concatenate(([number], kept)) - places) + places
    return int(before[-1])


if __name__ == "__main__":
    run(main)
