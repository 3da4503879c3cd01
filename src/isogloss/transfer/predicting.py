"""What a trial's head predicts of its test examples; asked once where recipes share head and examples."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from isogloss.data.examples import Example
from isogloss.runs.cache import shared_folder
from isogloss.runs.cell import digest
from isogloss.training.heads.head import Head
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted
from isogloss.transfer.inputs import inputs_of
from isogloss.transfer.job import Job

# What heads without a model take: baselines, which every recipe runs, and mostly on the same texts.
_SHARED: Final[frozenset[Takes]] = frozenset({"texts", "tokens", "plain-passages"})


def predict_once(job: Job, head: Head, digits: str, examples: Sequence[Example]) -> list[Predicted]:
    """Return what the head says of each example. digits: of all that decides the head, empty if unknown."""
    if head.takes not in _SHARED or not digits:
        return head.predict(inputs_of(job, head, examples))

    def write(folder: Path) -> None:
        found = head.predict(inputs_of(job, head, examples))
        (folder / "predicted.json").write_bytes(msgspec.json.encode(found))

    content = hashlib.sha256(repr(list(examples)).encode("utf-8", "surrogatepass")).hexdigest()
    name = digest([digits, content])[:24]
    place = shared_folder(job.folder / "cache" / "predicted" / name, write, locks=job.locks)
    return msgspec.json.decode((place / "predicted.json").read_bytes(), type=list[Predicted])
