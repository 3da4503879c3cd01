"""Networks that were usual before transformers, beside a linear classifier: SIB-200 from English.

BiGRU and CNN read the vectors of words that the embedded encoder gives, the char-CNN reads letters, as in
Niyongabo et al. 2020 (KINNEWS and KIRNEWS); all learn from the same 701 sentences.

    python -m benchmarks.neural --data ../shared/data
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.running import data_folder, run
from isogloss.progress import show_progress
from isogloss.transfer import Settings, transfer

HEADS = ("logreg", "bigru", "cnn", "char-cnn")
LANGUAGES = "eng,run,swh,zul,yor,wol,deu,rus,arb,hin,ben,amh,tha,mya,kor"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--languages", default=LANGUAGES)
    arguments = parser.parse_args()
    data = data_folder(arguments.data, "sib200")
    show_progress(True)
    with tempfile.TemporaryDirectory() as scratch:
        found = transfer(
            data / "sib200",
            source="eng",
            target=arguments.languages,
            out=Path(scratch) / "run",
            settings=Settings(heads=HEADS),
        )
        rows = [row for row in found.rows() if row.metric == "accuracy"]
        took = {cost.predictor.split("/")[1]: cost.training_seconds for cost in found.costs()}
    others = [row for row in rows if row.language != row.source]
    count = len({row.language for row in others})
    print(f"accuracy in %: English, the mean of {count} other languages, seconds of training\n")
    print("| system | eng | others | training |")
    print("| --- | ---: | ---: | ---: |")
    for system in dict.fromkeys(row.system for row in rows):
        own = [row.value for row in rows if row.system == system and row.language == row.source]
        mean = np.mean([row.value for row in others if row.system == system])
        print(f"| {system} | {100 * own[0]:.1f} | {100 * mean:.1f} | {took.get(system, 0):.1f} s |")
    print(f"\n{rows[-1].signature}")


if __name__ == "__main__":
    run(main)
