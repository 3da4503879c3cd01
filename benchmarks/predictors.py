"""What scores are worth expecting: leave-one-language-out and leave-one-family-out, for docs/measure.md.

python -m benchmarks.predictors --scores RUN            a run that is there
python -m benchmarks.predictors --out RUN               a new one, SIB-200 from English to all
python -m benchmarks.predictors --scores RUN --apart 40 languages kept apart altogether, checked at the end,
                                                        the mean of eight drawings
python -m benchmarks.predictors sources --out RUN       which of ten sources to choose: regret
python -m benchmarks.predictors shots --out RUN         what labelled examples of the target add
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.arrays import Floats1d
from isogloss.errors import InputError
from isogloss.measure.expectation import advantages
from isogloss.measure.expectation.choosing import regret
from isogloss.measure.expectation.design import Case
from isogloss.measure.expectation.expecting import By, Expected, fit, left_out
from isogloss.measure.expectation.quality import quality
from isogloss.measure.expectation.scored import Scored, scored
from isogloss.measure.expectation.shots import curves
from isogloss.measure.expectation.traits import names, traits
from isogloss.measure.probe import Finding
from isogloss.transfer import transfer

_BY: Final[tuple[By, ...]] = ("language", "family")
# What is known: of the language alone; of its texts besides; and how sure the system is of them.
_KNOWN: Final = ("tables", "texts", "sureness")
_SHOWN: Final = ("r2", "rank_correlation", "mean_error", "interval_holds", "interval_width")
_DRAWS: Final = 8
_SOURCES: Final = ("eng", "spa", "rus", "arb_Arab", "hin", "zho_Hans", "ind", "tur", "swh", "amh")
_FEW: Final = ("amh", "ben", "deu", "hau", "arb_Arab", "jpn", "kat", "mya", "swh", "tam", "tha", "yor")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", nargs="?", choices=("scores", "sources", "shots"), default="scores")
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--scores", type=Path)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--model", default="static")
    asked.add_argument("--to", default="all")
    asked.add_argument("--apart", type=int, default=0)
    given = asked.parse_args()
    folder = given.scores
    if folder is None:
        if given.out is None:
            raise InputError("Neither --scores nor --out was named.", fix="Add --out FOLDER.")
        sib = data_folder(given.data, "sib200") / "sib200"
        folder = _RUNS[given.what](sib, given.model, given.to, given.out)
    found = scored(folder)
    if given.what == "shots":
        for one in curves(found.approaches, 0):
            print(f"{one.metric:<20} {one.value:.3f} {bounds(one)} n={one.n}")
        return
    print(f"{found.dataset}, {found.model}, {len(found.languages)} languages")
    print(
        f"{'known':<9} {'left out by':<12} {'n':>4} {'R²':>6} {'ρ':>6} {'error':>6} {'holds':>6} {'width':>6}"
    )
    for known in _KNOWN:
        cases, scores = gathered(found, known)
        for by in _BY:
            say(known, by, cases, scores, left_out(cases, scores, names([one.traits for one in cases]), by))
            if given.what == "sources" and by == "language":
                promised = advantages.left_out(cases, scores, names([one.traits for one in cases]))
                for one in regret(cases, scores, promised, 0, {}):
                    print(f"  regret, {one.detail['choice']:<9} {one.value:.4f} {bounds(one)} n={one.n}")
        if given.apart:
            apart(known, cases, scores, given.apart)


def gathered(found: Scored, known: str) -> tuple[list[Case], Floats1d]:
    """Return the first approach's cases with what is known of them, and their scores."""
    approach = found.approaches[0]
    cases = []
    for one in approach.scores:
        traits_ = dict(traits(one.source, one.target, found.seen))
        if known != "tables":
            traits_ |= found.noted.get(one.target, {})
        if known == "sureness":
            traits_["sureness"] = found.sure[approach.system, approach.recipe, one.source, one.target]
        cases.append(Case(one.source, one.target, traits_))
    return cases, np.array([one.value for one in approach.scores])


def apart(known: str, cases: list[Case], scores: Floats1d, count: int) -> None:
    """Expect languages that took no part in anything, drawn at random, and check them."""
    found = []
    for seed in range(_DRAWS):
        places = np.random.default_rng(seed).permutation(len(cases))
        new, rest = places[:count], places[count:]
        traits_ = names([one.traits for one in cases])
        fitted = fit([cases[row] for row in rest], scores[rest], traits_, "language")
        own = [cases[row] for row in new]
        at = {one.metric: one.value for one in quality(own, scores[new], fitted.expect(own), 0, {})}
        found.append([at[metric] for metric in _SHOWN])
    show(known, "kept apart", count, np.mean(found, axis=0).tolist())


def say(known: str, by: str, cases: list[Case], scores: Floats1d, expected: Expected) -> None:
    at = {one.metric: one.value for one in quality(cases, scores, expected, 0, {})}
    if "r2" not in at:
        print(f"{known:<9} {by:<12} {len(cases):>4}  too few")
        return
    show(known, by, len(cases), [at[metric] for metric in _SHOWN])


def show(known: str, by: str, n: int, values: Sequence[float]) -> None:
    fit_, rank, error, holds, width = values
    print(
        f"{known:<9} {by:<12} {n:>4} {fit_:6.2f} {rank:6.2f} {error:6.3f} {holds:6.3f} {width:6.2f}",
        flush=True,
    )


def bounds(one: Finding) -> str:
    return "" if one.low is None or one.high is None else f"({one.low:.4f} to {one.high:.4f})"


def from_english(sib: Path, model: str, to: str, out: Path) -> Path:
    return transfer(sib, source="eng", target=to, model=model, out=out).folder


def from_several(sib: Path, model: str, to: str, out: Path) -> Path:
    """Train ten times, each tried in every third language."""
    every = sorted(path.name for path in sib.iterdir() if path.is_dir())[::3]
    target = every if to == "all" else to
    return transfer(sib, source=_SOURCES, target=target, model=model, out=out).folder


def with_shots(sib: Path, model: str, to: str, out: Path) -> Path:
    """Train with 1, 2, 4, 8 and 16 examples of each class in twelve languages, drawn five times."""
    target = _FEW if to == "all" else to
    with tempfile.TemporaryDirectory() as place:
        recipes = []
        for k in (1, 2, 4, 8, 16):
            file = Path(place, f"few-shot-{k}.toml")
            file.write_text(f'name = "few-shot-{k}"\nlabels = "source+target"\nk = {k}\ndraws = 5\n')
            recipes.append(str(file))
        return transfer(sib, source="eng", target=target, model=model, recipes=recipes, out=out).folder


_RUNS: Final = {"scores": from_english, "sources": from_several, "shots": with_shots}


if __name__ == "__main__":
    run(main)
