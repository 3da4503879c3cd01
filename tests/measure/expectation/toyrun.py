"""A real run of transfers over a toy data set, made once a test run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from isogloss.transfer import transfer

TOPICS = {
    "food": ["bread", "fish", "market", "rice"],
    "travel": ["river", "road", "boat", "train"],
}
CODES = ("eng", "fra", "deu", "swh", "zul", "hin", "npi", "amh", "tha", "ell")


@cache
def toy_run() -> Path:
    """Return the folder of a run to ten languages; all words are English, and cut shorter in each."""
    home = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    data = home / "toy"
    for place, code in enumerate(CODES):
        folder = data / code
        folder.mkdir(parents=True)
        for split, count in (("train", 16), ("test", 24)):
            if split == "train" and code != "eng":
                continue
            rows = ["index_id\tcategory\ttext"]
            for row in range(count):
                topic = list(TOPICS)[row % 2]
                words = TOPICS[topic]
                text = f"the {words[row % 4]} and the {words[(row * 3 + 1) % 4]} number {row}"
                rows.append(
                    f"{row}\t{topic}\t{text[: max(6, len(text) - 3 * place)] if split == 'test' else text}"
                )
            (folder / f"{split}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return transfer(data, source="eng", out=home / "run").folder
