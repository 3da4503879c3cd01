"""Language identification on SIB-200 and Tatoeba, side by side: ``python -m benchmarks.identification``.

For each detector: accuracy on the languages that py3langid claims, on all, the share of texts in languages
that it does not claim which get a false verdict, the same by length, and texts per second. Then the curve of
abstention: what each threshold costs and saves.

Tatoeba's languages on which the weights of the evidence were fitted are kept apart from the others. A verdict
counts as right if ``matches`` says so of the codes, whatever the script; means are over languages.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.languages import Language, detect_many, matches
from isogloss.languages.identification import Detector, load_detector
from isogloss.languages.identification.building.fitting import fitted_on
from isogloss.languages.identification.detectors.bayes import load_bayes
from isogloss.languages.identification.detectors.doubting import load_default

# py3langid lists them and never tells them from Modern Standard Arabic, or has them in another script.
UNFAIR: Final = frozenset({"arb_Latn", "arz_Arab", "ary_Arab", "arz"})
BINS: Final = ((0, 20), (20, 40), (40, 80), (80, 160), (160, 10**9))
# row -> the detector whose claims it has
OWN: Final = {"py3langid + script": "py3langid", "default, never und": "default"}
CURVE: Final = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99)

# texts -> the language of each, None where it abstains, and a probability
Judge = Callable[[Sequence[str]], list[tuple[Language | None, float]]]


@dataclass(frozen=True)
class Sample:
    """Texts of one language of one set."""

    group: str
    language: Language
    claimed: bool
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """What a detector made of a sample, text by text; named: it got a verdict, not ``und``."""

    sample: Sample
    lengths: np.ndarray[tuple[int], np.dtype[np.int64]]
    right: np.ndarray[tuple[int], np.dtype[np.bool_]]
    named: np.ndarray[tuple[int], np.dtype[np.bool_]]
    probability: np.ndarray[tuple[int], np.dtype[np.float64]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--texts", type=int, default=200, help="texts a language")
    parser.add_argument("--slow-texts", type=int, default=20, help="texts a language for lingua's high mode")
    parser.add_argument("--detectors", nargs="*", help="names of rows; all by default")
    given = parser.parse_args()
    data_folder(given.data, "sib200", "tatoeba")
    samples = list(read(given.data, given.texts))
    outcomes = {}
    for name, judge in judges().items():
        if given.detectors and name not in given.detectors:
            continue
        few = given.slow_texts if name == "lingua" else given.texts
        judge([sample.texts[0] for sample in samples])
        outcomes[name] = [judged(sample, judge, few) for sample in samples]
        print_row(name, outcomes[name], speed(judge, samples, few))
        print_own(name, outcomes[name])
    for name, found in outcomes.items():
        print_lengths(name, found)
    for name in set(outcomes) & {"py3langid", "default"}:
        print_curve(name, outcomes[name])


def judges() -> dict[str, Judge]:
    """Return the rows of the table: name -> how it judges."""
    return {
        "py3langid": _bare("py3langid"),
        "py3langid + script": _through("py3langid"),
        "default, never und": _never_und("default"),
        "default": _through("default"),
        "pycld2": _bare("pycld2"),
        "lingua:low": _bare("lingua:low"),
        "lingua": _bare("lingua"),
    }


def _bare(name: str) -> Judge:
    """Return a detector without the gate in front."""

    def judge(texts: Sequence[str]) -> list[tuple[Language | None, float]]:
        detector = load_detector(name)
        return _best(detector, texts, np.ones((len(texts), len(detector.languages)), dtype=np.bool_))

    return judge


def _never_und(name: str) -> Judge:
    """Return the guess of ``detect_many``, also where it is withheld."""

    def judge(texts: Sequence[str]) -> list[tuple[Language | None, float]]:
        verdicts = detect_many(texts, detector=name)
        return [(None if one.guess.code == "und" else one.guess, one.probability) for one in verdicts]

    return judge


def _best(
    detector: Detector, texts: Sequence[str], allowed: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
) -> list[tuple[Language | None, float]]:
    found: list[tuple[Language | None, float]] = []
    for start in range(0, len(texts), 512):
        logs = detector.log_probabilities(texts[start : start + 512], allowed[start : start + 512])
        best, top = logs.argmax(axis=1), np.exp(logs.max(axis=1))
        found += [
            (detector.languages[column] if sure else None, sure)
            for column, sure in zip(best.tolist(), top.tolist(), strict=True)
        ]
    return found


def _through(name: str) -> Judge:
    """Return ``detect_many`` with a detector."""

    def judge(texts: Sequence[str]) -> list[tuple[Language | None, float]]:
        verdicts = detect_many(texts, detector=name)
        return [(None if one.abstained else one.language, one.probability) for one in verdicts]

    return judge


def read(data: Path, texts: int) -> Iterator[Sample]:
    """Yield the first texts of every language of the two sets."""
    claims = [Language(language.code) for language in load_bayes().languages]

    def sample(group: str, name: str, lines: Sequence[str]) -> Sample:
        language = Language(Language.parse(name).code)
        claimed = any(matches(language, claim) for claim in claims)
        return Sample(group, language, claimed, tuple(lines[:texts]))

    for folder in sorted(path for path in (data / "sib200").iterdir() if path.is_dir()):
        if folder.name not in UNFAIR:
            with (folder / "test.tsv").open(encoding="utf-8", newline="") as file:
                lines = [row["text"] for row in csv.DictReader(file, delimiter="\t")]
            yield sample("SIB-200", folder.name, lines)
    paths = {path.suffix[1:]: path for path in (data / "tatoeba").glob("tatoeba.*") if path.suffix != ".eng"}
    detector = load_default()
    fitted = set(fitted_on(sorted(paths), detector))
    for name, path in sorted(paths.items()):
        if name not in UNFAIR:
            group = "Tatoeba, fitted on" if name in fitted else "Tatoeba, others"
            yield sample(group, name, path.read_text(encoding="utf-8").removesuffix("\n").split("\n"))


def judged(sample: Sample, judge: Judge, texts: int) -> Judged:
    """Return what a detector made of a sample."""
    used = sample.texts[:texts]
    verdicts = judge(used)
    right = [said is not None and matches(Language(said.code), sample.language) for said, _ in verdicts]
    return Judged(
        sample,
        np.array([len(text) for text in used]),
        np.array(right),
        np.array([said is not None for said, _ in verdicts]),
        np.array([probability for _, probability in verdicts]),
    )


def speed(judge: Judge, samples: Sequence[Sample], texts: int) -> tuple[float, float]:
    """Return texts per second of processor time on SIB-200 and on Tatoeba."""
    rates = []
    for group in ("SIB-200", "Tatoeba"):
        lines = [
            text for sample in samples if sample.group.startswith(group) for text in sample.texts[:texts]
        ]
        lines = lines[:: max(1, len(lines) // (2000 if texts >= 100 else 300))]
        start = time.process_time()
        judge(lines)
        rates.append(len(lines) / (time.process_time() - start))
    return rates[0], rates[1]


def shares(found: Sequence[Judged], group: str, threshold: float = 0.0) -> tuple[float, float, float]:
    """Return accuracy on claimed languages, on all, and the share of false verdicts on unclaimed ones."""
    inside = [one for one in found if one.sample.group == group]
    right = {id(one): float((one.right & (one.probability >= threshold)).mean()) for one in inside}
    false = [
        float((one.named & ~one.right & (one.probability >= threshold)).mean())
        for one in inside
        if not one.sample.claimed
    ]
    claimed = [right[id(one)] for one in inside if one.sample.claimed]
    return float(np.mean(claimed)), float(np.mean(list(right.values()))), float(np.mean(false))


def groups(found: Sequence[Judged]) -> list[str]:
    return list(dict.fromkeys(one.sample.group for one in found))


def print_row(name: str, found: Sequence[Judged], rates: tuple[float, float]) -> None:
    for group in groups(found):
        claimed, everything, false = shares(found, group)
        rate = rates[0] if group == "SIB-200" else rates[1]
        print(
            f"{name:<20} {group:<19} claimed {claimed:.3f}  all {everything:.3f}  "
            f"false on unclaimed {false:.3f}  {rate:>9,.0f} texts/s",
            flush=True,
        )


def print_own(name: str, found: Sequence[Judged]) -> None:
    """Print the same with what the detector itself claims, which differs from one to the other."""
    covered = load_detector(OWN.get(name, name)).languages
    codes = [Language(language.code) for language in covered]
    own = [
        replace(
            one, sample=replace(one.sample, claimed=any(matches(one.sample.language, code) for code in codes))
        )
        for one in found
    ]
    for group in groups(own):
        claimed, _, false = shares(own, group)
        held = sum(one.sample.claimed for one in own if one.sample.group == group)
        print(f"  its own claims     {group:<19} claimed {claimed:.3f} ({held})  false on others {false:.3f}")


def print_lengths(name: str, found: Sequence[Judged]) -> None:
    print(f"\n{name}: by characters (texts pooled; accuracy on claimed, false on unclaimed)")
    for low, high in BINS:
        right: list[np.ndarray[tuple[int], np.dtype[np.bool_]]] = []
        false: list[np.ndarray[tuple[int], np.dtype[np.bool_]]] = []
        for one in found:
            inside = (one.lengths >= low) & (one.lengths < high)
            (right if one.sample.claimed else false).append(
                one.right[inside] if one.sample.claimed else (one.named & ~one.right)[inside]
            )
        claimed, unclaimed = np.concatenate(right), np.concatenate(false)
        label = f"{low}-{high}" if high < 10**9 else f"{low}+"
        print(
            f"  {label:<8} {claimed.mean():.3f} ({len(claimed)})  {unclaimed.mean():.3f} ({len(unclaimed)})"
        )


def print_curve(name: str, found: Sequence[Judged]) -> None:
    print(f"\n{name}: the curve of abstention (threshold: claimed, false on unclaimed; by group)")
    for threshold in CURVE:
        cells = [shares(found, group, threshold) for group in groups(found)]
        row = "   ".join(f"{claimed:.3f} {false:.3f}" for claimed, _, false in cells)
        print(f"  {threshold:.2f}  {row}")


if __name__ == "__main__":
    run(main)
