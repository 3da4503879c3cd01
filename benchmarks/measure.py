"""Speed, memory and figures of ``isogloss measure``: tables for docs/measure.md.

python -m benchmarks.measure speed
python -m benchmarks.measure memory
python -m benchmarks.measure premium --tokenizer hf:FOLDER
python -m benchmarks.measure profile --model static --lines 1801-1997
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.arrays import Floats2d
from isogloss.languages import Language
from isogloss.measure import Settings, measure
from isogloss.metrics.mexa import mexa
from isogloss.report.profile.headlines import HEADLINES
from isogloss.report.profile.reading import probed, unreadable
from isogloss.report.profile.saying import said
from isogloss.runs.signature import shared

_LAYERS: Final = 33
_ROWS: Final = 10  # of the slow rule; the rest is extrapolated
_PEAK: Final = """
import resource, sys
from isogloss.measure import measure
run = measure(sys.argv[1], probes="alignment", out=sys.argv[2])
assert run.record.state == "done", run.record.gaps
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=("speed", "memory", "premium", "profile"))
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--tokenizer", default="bytes")
    asked.add_argument("--model", default="static")
    asked.add_argument("--lines", default="1801-1997")
    asked.add_argument("--languages", default="all")
    asked.add_argument("--probes", default="")
    asked.add_argument("--layers", type=int, default=_LAYERS, help="of the vectors whose memory is measured")
    given = asked.parse_args()
    if given.what == "speed":
        speed()
    elif given.what == "memory":
        memory(given.layers)
    elif given.what == "premium":
        premium(data_folder(given.data, "ntrex"), given.tokenizer)
    else:
        probes = tuple(name for name in given.probes.split(",") if name)
        profile(data_folder(given.data, "ntrex"), given.model, given.languages, given.lines, probes)


def speed() -> None:
    """Scoring 100 sentences in 33 layers of one language, beside the rule as it stands, pair by pair."""
    from scipy.spatial.distance import cosine

    print("dimensions  official rule, s  ours, s   times  same decisions")
    for d in (768, 4096):
        random = np.random.default_rng(0)
        source = random.normal(size=(_LAYERS, 100, d)).astype(np.float32)
        target = (source + 3 * random.normal(size=source.shape)).astype(np.float32)
        pairs = list(zip(source, target, strict=True))
        slow = _LAYERS * 100 / _ROWS * _timed(partial(_rows, cosine, *pairs[0]))
        fast = min(_timed(partial(_ours, pairs)) for _ in range(5))
        table = 1 - np.array([[cosine(a, b) for b in target[0]] for a in source[0]])
        same = mexa(source[0], target[0]).tolist() == [
            all(table[i, i] > table[i, j] and table[i, i] > table[j, i] for j in range(100) if j != i)
            for i in range(100)
        ]
        print(f"{d:>10,}  {slow:>16.2f}  {fast:>7.4f}  {slow / fast:>6.0f}  {'yes' if same else 'no'}")


def _rows(cosine: Callable[[Floats2d, Floats2d], float], source: Floats2d, target: Floats2d) -> None:
    for row in source[:_ROWS]:
        for column in target:
            _ = 1 - cosine(row, column)


def _ours(pairs: Sequence[tuple[Floats2d, Floats2d]]) -> None:
    for source, target in pairs:
        mexa(source, target)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def memory(layers: int) -> None:
    """Peak memory of the alignment probe over 1,000 sentences of 4,096 dimensions, read from files."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "vectors")
        folder.mkdir()
        random = np.random.default_rng(0)
        for code in ("eng", "swh"):
            shape = (layers, 1000, 4096)
            array = np.lib.format.open_memmap(folder / f"{code}.npy", "w+", np.float32, shape)
            for layer in range(layers):
                array[layer] = random.normal(size=shape[1:])
            del array
        began = time.perf_counter()
        done = subprocess.run(  # noqa: S603  our own interpreter
            [sys.executable, "-c", _PEAK, f"vectors:{folder}", str(Path(place, "run"))],
            check=True,
            capture_output=True,
            text=True,
        )
        took = time.perf_counter() - began
        print(
            f"peak memory {int(done.stdout) / 1024:,.0f} MB, {layers} layers, {took:.1f} s for one language"
        )


def premium(data: Path, tokenizer: str) -> None:
    """Time of the whole command over NTREX, processes and page included."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "isogloss", "measure", tokenizer, "--on", str(data / "ntrex")]
        command += ["--probes", "premium", "--out", str(Path(place, "run"))]
        before, began = os.times(), time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own command
        wall, after = time.perf_counter() - began, os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        print(f"{wall:.1f} s, {used:.1f} s of processor time on {os.cpu_count()} cores")


def profile(data: Path, model: str, languages: str, lines: str, probes: tuple[str, ...]) -> None:
    """Print median, quarters and ends of every headline over languages, variants of English left out."""
    with tempfile.TemporaryDirectory() as place:
        done = measure(
            model,
            on=data / "ntrex",
            languages=languages,
            probes=probes,
            out=Path(place, "run"),
            settings=Settings(lines=lines),
            workers=os.cpu_count() or 1 if model == "static" else 1,
        )
        found = probed(done)
        print(shared(row.signature for row in found.rows))
        others = [one for one in found.profile.languages if Language.parse(one.language).code != "eng"]
        print(
            f"{'measure':<14} {'n':>4} {'worst':>8} {'quarter':>8} {'median':>8} {'quarter':>8} {'best':>8}"
        )
        for key in found.profile.measures:
            headline = HEADLINES[key]
            having = [one for one in others if key in one.measures]
            if headline.probe == "premium" and key != "unknown":
                having = [one for one in having if not unreadable(one)]
            values = np.array([one.measures[key].value for one in having])
            ends = np.percentile(values, [0, 25, 50, 75, 100])
            shown = ends if headline.better == "high" else ends[::-1]
            print(
                f"{headline.title:<14} {len(values):>4} "
                + " ".join(f"{said(v, headline.unit):>8}" for v in shown)
            )


if __name__ == "__main__":
    run(main)
