"""What a model offers to probes, and how it is said that it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from isogloss import table
from isogloss.arrays import Floats3d
from isogloss.data.fingerprint import combined, content_digest
from isogloss.data.lines import missing
from isogloss.errors import InputError
from isogloss.measure.probe import Need
from isogloss.measure.saved import SavedVectors, load_vectors
from isogloss.models.contracts import Encoder, LayeredEncoder, Model, Pooling, WordEncoder
from isogloss.models.language_models import Generator, Lens, Router, Scorer, Tokenizer
from isogloss.models.registry import MODELS, load_model
from isogloss.models.tokenizers.table import TOKENIZERS, fingerprint_of, load_tokenizer

VECTORS: Final = "vectors"
GENERATIONS: Final = "generations"
_SAVED: Final[Mapping[str, str]] = {VECTORS: "saved vectors", GENERATIONS: "saved texts"}
_CONTRACTS: Final[Mapping[str, tuple[type, str]]] = {
    "generator": (Generator, "writes no text"),
    "lens": (Lens, "shows no layer's prediction"),
    "router": (Router, "has no experts"),
    "scorer": (Scorer, "tells no probabilities"),
    "words": (WordEncoder, "gives no vectors of words"),
}


class Lacking(InputError):
    """A model does not offer what a probe asks for."""


class OneLayer:
    """An encoder that shows its last vectors only, as a model of one layer."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def layers(self, texts: Sequence[str], *, pooling: Pooling = "mean") -> Floats3d:  # noqa: ARG002  it has pooled already
        """Return float32[1, n, d]."""
        return np.asarray(self._encoder.encode(texts))[None]


def fingerprint(name: str, needs: Sequence[Need]) -> str:
    """Return the digits of what is measured, loading no more of it than ``needs`` do."""
    if kind(name) == VECTORS:
        return saved(name).fingerprint
    if kind(name) == GENERATIONS:
        return content_digest(generations_file(name))
    if kind(name) in TOKENIZERS and (kind(name) != "hf" or set(needs) <= {"tokens", "texts"}):
        return fingerprint_of(name)
    found = model(name)
    numbers = getattr(found, "layers_dtype", None) if "layers" in needs else None
    return found.fingerprint if numbers is None else combined(found.fingerprint, numbers)[:16]


def offered(name: str, need: Need) -> Any:  # noqa: ANN401  what is offered depends on the need
    """Return what a probe of that need asks; raises Lacking that says in one line why there is none."""
    if need == "texts":
        return None
    if need == "tokens":
        return _tokens(name)
    if kind(name) == VECTORS and need == "layers":
        return saved(name)
    if kind(name) in _SAVED:
        raise Lacking(f"{_SAVED[kind(name)]} answer no new questions")
    if kind(name) in TOKENIZERS and kind(name) != "hf":
        raise Lacking("a tokenizer alone has no model behind it")
    found = model(name)
    if need == "layers":
        if isinstance(found, LayeredEncoder):
            return found
        if isinstance(found, Encoder):
            return OneLayer(found)
        raise Lacking(f"{name} shows no vectors")
    contract, lack = _CONTRACTS[need]
    if not isinstance(found, contract):
        raise Lacking(f"{name} {lack}")
    return found


def generations_file(name: str) -> Path:
    """Return the file behind ``generations:FILE``; raises InputError if there is none."""
    place = name.partition(":")[2]
    if not place:
        raise InputError("generations names no file.", fix="Write generations:FILE.")
    path = Path(place).expanduser()
    if not path.exists():
        raise missing(path)
    return path


def usual_poolings(name: str) -> tuple[Pooling, ...]:
    """Return how token vectors are pooled by default: as in MEXA for a model that reads left to right."""
    if kind(name) == VECTORS or not isinstance(model(name), Lens):
        return ("mean",)
    return ("weighted", "last")


def kind(name: str) -> str:
    """Return what stands before the colon of a model's name."""
    return name.partition(":")[0]


@lru_cache(maxsize=2)
def model(name: str) -> Model:
    """Return the model, loaded once a process; raises UnknownName, which names all that can be measured."""
    known = {**MODELS, **TOKENIZERS, **_SAVED}
    if kind(name) not in known:
        raise table.unknown(kind(name), known, kind="model")
    return load_model(name)


@lru_cache(maxsize=2)
def saved(name: str) -> SavedVectors:
    """Return the saved vectors behind ``vectors:FOLDER``."""
    return load_vectors(name.partition(":")[2])


def _tokens(name: str) -> Tokenizer:
    if kind(name) in TOKENIZERS:
        return _tokenizer(name)
    if kind(name) in _SAVED:
        raise Lacking(f"{_SAVED[kind(name)]} have no tokens")
    own = getattr(model(name), "tokenizer", None)
    if isinstance(own, Tokenizer):
        return own
    raise Lacking(f"{name} has no tokens")


@lru_cache(maxsize=2)
def _tokenizer(name: str) -> Tokenizer:
    return load_tokenizer(name)
