"""What a training keeps while it runs, so that one that was killed goes on where it stood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file, save_file

from isogloss.errors import Unwritable
from isogloss.version import __version__

if TYPE_CHECKING:
    from isogloss.training.static.corpus import Corpus
    from isogloss.training.static.settings import Settings

Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Stages:
    """Arrays under names in ``folder``. key: digits over all that decides them; others' are passed over."""

    folder: Path
    key: str

    def kept(self, name: str) -> dict[str, npt.NDArray[Any]] | None:
        """Return the arrays kept under ``name`` by a training with the same key; None if there are none."""
        path = self._path(name)
        with suppress(OSError, SafetensorError):
            with safe_open(path, framework="numpy") as file:
                same = (file.metadata() or {}).get("key") == self.key
            return dict(load_file(path)) if same else None
        return None

    def keep(self, name: str, arrays: Arrays) -> None:
        """Keep arrays under ``name``, whole or not at all. Raises Unwritable."""
        path = self._path(name)
        half = path.with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            tensors = {key: np.ascontiguousarray(value) for key, value in arrays.items()}
            save_file(tensors, half, metadata={"key": self.key})
            half.replace(path)
        except (OSError, SafetensorError) as fault:
            raise Unwritable(f"{path}: cannot be written: {fault}.", fix="Make room, up to 3 GB.") from fault

    def drop(self, *names: str) -> None:
        """Forget what is no longer needed."""
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.safetensors"


def key_of(corpus: Corpus, settings: Settings, seed: int) -> str:
    """Return hexadecimal digits over the records, the settings, the seed and the version of isogloss."""
    total = hashlib.sha256(repr((__version__, settings, seed, corpus.parts, corpus.languages)).encode())
    for texts in (corpus.texts, corpus.english):
        total.update("\0".join(texts).encode("utf-8", "surrogatepass"))
    for array in (corpus.part, corpus.language, corpus.target):
        total.update(array.tobytes())
    return total.hexdigest()[:16]


def state_of(random: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Return the state of a random generator as bytes."""
    return np.frombuffer(json.dumps(random.bit_generator.state).encode(), np.uint8)


def set_state(random: np.random.Generator, kept: npt.NDArray[np.uint8]) -> None:
    """Put a random generator into the state that ``state_of`` gave."""
    random.bit_generator.state = json.loads(kept.tobytes())
