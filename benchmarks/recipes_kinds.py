"""What recipes give on real data beside the zero-shot transfer that they change: a table each.

Romanised texts (SIB-200, from Urdu to languages of India, from Kazakh to Turkic ones), several sources in
place of one (SIB-200), names switched to other languages (MasakhaNER 2.0 from 1,000 Swahili sentences; names
of countries and languages from the Unicode CLDR), training translated by a list of words whose tags stay
with their words, and self-training (both: parts of speech, UD EWT to PUD; lists from Wiktionary).

    python -m benchmarks.recipes_kinds --data ../shared/data
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.kinds import treebanks
from benchmarks.running import data_folder, run
from isogloss.data.lexicon import read_lexicon
from isogloss.progress import show_progress
from isogloss.transfer import Settings, transfer

_SENTENCES = 1000  # of Swahili
_NAMED = {"kin": "rw", "zul": "zu", "hau": "ha", "yor": "yo", "ibo": "ig"}
_LISTED = {"deu": "deu", "fin": "fin", "hin": "hin", "zho": "cmn"}


@dataclass(frozen=True)
class Trial:
    """A transfer whose recipes are compared. sources: the first alone for all recipes but multi-source."""

    name: str
    data: Path
    sources: str
    targets: str
    recipes: tuple[str, ...]
    settings: Settings = field(default_factory=Settings)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--only", choices=["romanised", "sources", "names", "translated", "taught"])
    arguments = parser.parse_args()
    data = data_folder(arguments.data, "sib200", "masakhaner2", "cldr-names", "ud", "wiktionary")
    show_progress(True)
    with tempfile.TemporaryDirectory() as scratch:
        for number, trial in enumerate(_trials(data, Path(scratch))):
            if arguments.only in (None, trial.name):
                _print(trial, Path(scratch) / "runs" / str(number))


def _trials(data: Path, scratch: Path) -> Iterator[Trial]:
    sib = data / "sib200"
    for source, targets in (("urd", "hin,kas_Arab,kas_Deva,snd,pan"), ("kaz", "tat,tur,uig,uzn")):
        yield Trial("romanised", sib, source, targets, ("zero-shot", "romanised"))
    others = "amh,mya,quy,swh,tur,wol,yor,zho"
    yield Trial("sources", sib, "eng,fra,arb,hin", others, ("zero-shot", "multi-source"))
    names = Settings(lexicon=tuple(f"{code}={path}" for code, path in _names(data, scratch).items()))
    recipes = ("zero-shot", "entity-switched")
    yield Trial("names", _swahili(data, scratch), "swa", ",".join(_NAMED), recipes, names)
    pud = treebanks(data / "ud", scratch / "pud")
    lists = _lists(data / "wiktionary", scratch)
    listed = Settings(translator=f"lexicon:{lists}/{{source}}_{{target}}.tsv")
    yield Trial("translated", pud, "eng", ",".join(_LISTED), ("zero-shot", "translate-train"), listed)
    yield Trial("taught", pud, "eng", ",".join(_LISTED), ("zero-shot", "self-training"))


def _swahili(data: Path, scratch: Path) -> Path:
    """Return a folder with the first sentences of Swahili to learn from, and the tests of the others."""
    folder, published = scratch / "names", data / "masakhaner2"
    for code in _NAMED:
        (folder / code).mkdir(parents=True)
        (folder / code / "test.txt").symlink_to((published / code / "test.txt").resolve())
    (folder / "swa").mkdir()
    for split in ("dev", "test"):
        (folder / "swa" / f"{split}.txt").symlink_to((published / "swa" / f"{split}.txt").resolve())
    sentences = (published / "swa" / "train.txt").read_text(encoding="utf-8").strip().split("\n\n")
    kept = "\n\n".join(sentences[:_SENTENCES]) + "\n"
    (folder / "swa" / "train.txt").write_text(kept, encoding="utf-8")
    return folder


def _names(data: Path, scratch: Path) -> dict[str, Path]:
    """Write what countries and languages are called in Swahili and in each other language."""
    known = _called(data, "sw")
    files = {}
    for code, locale in _NAMED.items():
        files[code] = scratch / f"names-{code}.tsv"
        pairs = [(known[key], name) for key, name in _called(data, locale).items() if key in known]
        text = "".join(f"{one}\t{other}\n" for one, other in pairs if one and other)
        files[code].write_text(text, encoding="utf-8")
    return files


def _called(data: Path, locale: str) -> dict[tuple[str, str], str]:
    with gzip.open(data / "cldr-names" / f"{locale}.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return {(row[0], row[1]): row[3] for row in rows}


def _lists(published: Path, scratch: Path) -> Path:
    """Write Wiktionary's list of each language, English first; return the folder."""
    folder = scratch / "lists"
    folder.mkdir()
    for code, theirs in _LISTED.items():
        entries = read_lexicon(published / f"{theirs}.tsv.gz", columns=(1, 2), rejects=[])
        text = "".join(f"{entry.source}\t{entry.target}\n" for entry in entries)
        (folder / f"eng_{code}.tsv").write_text(text, encoding="utf-8")
    return folder


def _print(trial: Trial, out: Path) -> None:
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    signatures: dict[str, str] = {}
    for recipe in trial.recipes:
        sources = trial.sources.split(",") if recipe == "multi-source" else [trial.sources.split(",")[0]]
        done = transfer(
            trial.data,
            source=sources,
            target=trial.targets,
            recipes=recipe,
            out=out / recipe,
            settings=trial.settings,
        )
        rows = [row for row in done.rows() if row.system and row.recipe == recipe]
        for row in rows:
            if row.metric == rows[0].metric and row.language not in sources:
                found[recipe, row.system][row.language] = row.value
                signatures[recipe] = row.signature
    languages = sorted({language for values in found.values() for language in values})
    print(f"\n{trial.name}, from {trial.sources}: {rows[0].metric} in %\n")
    print("| recipe | system | " + " | ".join(languages) + " | mean |")
    print("| --- | --- |" + " --- |" * (len(languages) + 1))
    for (recipe, system), values in found.items():
        cells = [f"{100 * values[language]:.1f}" for language in languages]
        mean = 100 * sum(values.values()) / len(values)
        print(f"| `{recipe}` | {system} | " + " | ".join(cells) + f" | {mean:.1f} |")
    print(f"\n`{signatures[trial.recipes[-1]]}`", flush=True)


if __name__ == "__main__":
    run(main)
