"""What scores are worth expecting: leave-one-language-out and leave-one-family-out, for docs/measure.md.

python -m benchmarks.predictors --scores RUN            a run that is there
python -m benchmarks.predictors --out RUN               a new one, SIB-200 from English to all
python -m benchmarks.predictors --scores RUN --apart 40 languages kept apart altogether, checked at the end
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.arrays import Floats1d
from isogloss.errors import InputError
from isogloss.measure.expectation.design import Case
from isogloss.measure.expectation.expecting import By, Expected, fit, left_out
from isogloss.measure.expectation.quality import quality
from isogloss.measure.expectation.scored import Scored, scored
from isogloss.measure.expectation.traits import names, traits
from isogloss.transfer import transfer

_BY: Final[tuple[By, ...]] = ("language", "family")
# What is known: of the language alone; of its texts besides; and how sure the system is of them.
_KNOWN: Final = ("tables", "texts", "sureness")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
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
        folder = transfer(sib, source="eng", target=given.to, model=given.model, out=given.out).folder
    found = scored(folder)
    print(f"{found.dataset}, {found.model}, {len(found.languages)} languages")
    print(
        f"{'known':<9} {'left out by':<12} {'n':>4} {'R²':>6} {'ρ':>6} {'error':>6} {'holds':>6} {'width':>6}"
    )
    for known in _KNOWN:
        cases, scores = gathered(found, known)
        for by in _BY:
            say(known, by, cases, scores, left_out(cases, scores, names([one.traits for one in cases]), by))
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
    places = np.random.default_rng(0).permutation(len(cases))
    new, rest = places[:count], places[count:]
    fitted = fit([cases[row] for row in rest], scores[rest], names([one.traits for one in cases]), "language")
    own = [cases[row] for row in new]
    say(known, "kept apart", own, scores[new], fitted.expect(own))


def say(known: str, by: str, cases: list[Case], scores: Floats1d, expected: Expected) -> None:
    at = {one.metric: one.value for one in quality(cases, scores, expected, 0, {})}
    if "r2" not in at:
        print(f"{known:<9} {by:<12} {len(cases):>4}  too few")
        return
    print(
        f"{known:<9} {by:<12} {len(cases):>4} {at['r2']:6.2f} {at['rank_correlation']:6.2f} "
        f"{at['mean_error']:6.3f} {at['interval_holds']:6.3f} {at['interval_width']:6.2f}",
        flush=True,
    )


if __name__ == "__main__":
    run(main)
