"""Ten languages that an encoder never saw, taught to it from what their speakers may have.

python -m isogloss model train-static --data DATA --out BASE --exclude fra,hin,spa,bem,ewe,fao,nso,tir,tsn,wol
python -m benchmarks.teach BASE --data ../shared/data

Each language is taught from its lexicon (GATITOS), from the first 500 lines of NTREX, from its lines 1-1609,
and from lexicon and lines. SIB-200: topics learned from English, tested in the language; Tatoeba: how often
the English translation of a sentence is nearest. Then all ten are joined, and the vectors of all other
languages of SIB-200 are compared with those of BASE, bit for bit.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core; must stand before numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.running import data_folder, run
from isogloss import __version__
from isogloss.data.bitext import read_aligned, read_tatoeba
from isogloss.data.dataset import Dataset
from isogloss.data.lexicon import read_lexicon
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.models.static.model import StaticEncoder, load
from isogloss.progress import show_progress, track
from isogloss.runs.signature import Signature
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.teaching import teach

ENGLISH: Final = Language("eng", "Latn")
# Language of SIB-200, its code in GATITOS, its file of NTREX.
LANGUAGES: Final = (
    ("bem_Latn", "bem", "bem"), ("ewe_Latn", "ee", "ewe"), ("fao_Latn", "fo", "fao"),
    ("fra_Latn", "fr", "fra"), ("hin_Deva", "hi", "hin"), ("nso_Latn", "nso", "nso"),
    ("spa_Latn", "es", "spa"), ("tir_Ethi", "ti", "tir"), ("tsn_Latn", "tn", "tsn"),
    ("wol_Latn", "wo", "wol"),
)  # fmt: skip
LINES: Final = 1609  # of NTREX; the others are kept for development and measuring
FEW: Final = 500


@dataclass(frozen=True)
class Measures:
    """What an encoder is measured by: a head that learned topics from English, and the test texts."""

    topics: Dataset
    tatoeba: Path

    def head(self, encoder: StaticEncoder) -> LogisticHead:
        """Return the head that learned from the English training texts."""
        train = list(self.topics.examples("train", ENGLISH))
        return LogisticHead.fit(
            Lesson(encoder.encode([one.text for one in train]), [one.label for one in train])
        )

    def accuracy(self, encoder: StaticEncoder, head: LogisticHead, language: Language) -> float:
        """Return the share of test texts whose topic is found."""
        tests = list(self.topics.examples("test", language))
        vectors = encoder.encode([one.text for one in tests], language=language)
        found = head.probabilities(vectors).argmax(axis=1)
        return float(np.mean([head.labels[at] == one.label for at, one in zip(found, tests, strict=True)]))

    def retrieval(self, encoder: StaticEncoder, language: Language) -> float | None:
        """Return the share of Tatoeba sentences nearest to their translation; None without such a file."""
        files = read_tatoeba(self.tatoeba).get(language)
        if files is None:
            return None
        pairs = list(read_aligned(*files))
        english = encoder.encode([one.target for one in pairs])
        own = encoder.encode([one.source for one in pairs], language=language)
        return float(((own @ english.T).argmax(axis=1) == np.arange(len(pairs))).mean())


def write_lexicon(data: Path, code: str, out: Path) -> Path:
    """Write the entries of a GATITOS file that have both sides; return the path."""
    entries = read_lexicon(data / "gatitos" / f"en_{code}.tsv", rejects=[])
    out.write_text("".join(f"{one.source}\t{one.target}\n" for one in entries), encoding="utf-8")
    return out


def write_pairs(data: Path, code: str, count: int, out: Path) -> Path:
    """Write the first ``count`` pairs of NTREX that have both sides; return the path."""
    folder = data / "ntrex"
    files = (folder / "newstest2019-src.eng.txt", folder / f"newstest2019-ref.{code}.txt")
    pairs = islice(read_aligned(*files), count)
    rows = (f"{one.source.strip()}\t{one.target.strip()}\n" for one in pairs if one.source and one.target)
    out.write_text("".join(row.replace("\u2028", " ") for row in rows), encoding="utf-8")
    return out


def materials(data: Path, gatitos: str, ntrex: str, work: Path) -> Iterator[dict[str, list[Path]]]:
    """Yield what a language is taught from, one after another."""
    lexicon = [write_lexicon(data, gatitos, work / "lexicon.tsv")]
    few = [write_pairs(data, ntrex, FEW, work / "few.tsv")]
    pairs = [write_pairs(data, ntrex, LINES, work / "pairs.tsv")]
    yield {"lexicon": lexicon}
    yield {"bitext": few}
    yield {"bitext": pairs}
    yield {"lexicon": lexicon, "bitext": pairs}


def figures(model: str, data: Path, measures: Measures, joined: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each language and its cells; what it is taught from all files goes into ``joined``."""
    base = load(model.partition(":")[2])
    head = measures.head(base)
    for name, gatitos, ntrex in LANGUAGES:
        language = Language.parse(name)
        encoders = [base]
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            for number, given in enumerate(materials(data, gatitos, ntrex, work)):
                out = joined if len(given) == 2 else work / str(number)
                lexicon, bitext = given.get("lexicon", []), given.get("bitext", [])
                teach(model, language=language, out=out, lexicon=lexicon, bitext=bitext, pivot_side="first")
                encoders.append(load(str(out)))
        yield name, [_cell(measures, one, head, language) for one in encoders]


def _cell(measures: Measures, encoder: StaticEncoder, head: LogisticHead, language: Language) -> str:
    accuracy = measures.accuracy(encoder, head, language)
    found = measures.retrieval(encoder, language)
    return f"{accuracy:.3f}" + ("" if found is None else f" / {found:.3f}")


def changed(base: StaticEncoder, taught: StaticEncoder, topics: Dataset) -> tuple[int, int]:
    """Return how many languages were compared, and of how many any vector changed; None is one of them."""
    own = {pack.language for pack in taught.packs}
    others = [language for language in topics.languages("test") if language not in own]
    moved = 0
    for language in track(others, label="unchanged?", unit="language"):
        texts = [one.text for one in topics.examples("test", language)]
        moved += any(
            (base.encode(texts, language=said) != taught.encode(texts, language=said)).any()
            for said in (language, None)
        )
    return len(others), moved


def show(rows: Iterator[tuple[str, list[str]]]) -> None:
    """Print the table, as Markdown, each row as it comes, with the mean accuracy below."""
    print("| language | before | lexicon | 500 pairs | all pairs | lexicon and all pairs |")
    print("| --- | --- | --- | --- | --- | --- |")
    found = []
    for name, cells in rows:
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
        found.append(cells)
    columns = zip(*found, strict=True)
    means = (np.mean([float(cell.partition(" ")[0]) for cell in column]) for column in columns)
    print(f"| mean of SIB-200 | {' | '.join(f'{mean:.3f}' for mean in means)} |")


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("base", help="a folder of train-static that left the ten languages out")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments = parser.parse_args()
    show_progress()
    data = data_folder(arguments.data, "sib200", "tatoeba", "gatitos", "ntrex")
    measures = Measures(load_dataset(data / "sib200"), data / "tatoeba")
    with tempfile.TemporaryDirectory() as folder:
        joined = Path(folder) / "joined"
        show(figures(f"static:{arguments.base}", data, measures, joined))
        base = load(arguments.base)
        compared, moved = changed(base, load(str(joined)), measures.topics)
    print(f"\nOf {compared} other languages of SIB-200, vectors changed in {moved}.\n")
    print(
        Signature(
            version=__version__,
            data=f"sib200@{measures.topics.fingerprint('train', ENGLISH)[:4]}",
            model=f"static@{base.fingerprint[:4]}",
            recipe="zero-shot",
            source=str(ENGLISH),
            split="test",
            head="logreg",
            select="source-cv-1se",
            metric="accuracy / P@1",
        )
    )


if __name__ == "__main__":
    run(main)
