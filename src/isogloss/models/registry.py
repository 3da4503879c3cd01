"""Model names: what the part before the colon stands for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from isogloss import table
from isogloss.errors import InputError
from isogloss.models.contracts import Encoder, Model, WordEncoder
from isogloss.models.language_models import Scorer

MODELS: Final[Mapping[str, str]] = {
    "hf": "isogloss.models.hf.model:load",
    "openai": "isogloss.models.endpoints.endpoint:load",
    "static": "isogloss.models.static.model:load",
}


def load_model(name: str) -> Model:
    """Return the model that ``name`` stands for: static, static:FOLDER, hf:NAME-or-FOLDER, openai:NAME@URL.

    Raises UnknownName for a kind no table holds, InputError if the folder holds no such model.
    """
    kind, _, place = name.partition(":")
    model: Model = table.load(MODELS, kind, kind="model")(place)
    return model


@lru_cache(maxsize=4)
def load_encoder(name: str) -> Encoder:
    """Return the encoder that ``name`` stands for, loaded once a process.

    Raises as ``load_model`` does, and InputError if that model gives no vectors.
    """
    model = load_model(name)
    if not isinstance(model, Encoder):
        raise InputError(f"The model {name!r} gives no vectors.", fix="Name an encoder, for example static.")
    return model


def load_word_encoder(name: str) -> WordEncoder:
    """Return the encoder of words that ``name`` stands for; as ``load_encoder``."""
    model = load_encoder(name)
    if not isinstance(model, WordEncoder):
        raise InputError(f"The model {name!r} gives no vectors of words.", fix="Name static, for example.")
    return model


def load_scorer(name: str) -> Scorer:
    """Return the language model that ``name`` stands for; as ``load_encoder``, if it tells no likelihoods."""
    model = load_model(name)
    if not isinstance(model, Scorer):
        raise InputError(f"The model {name!r} tells no likelihoods.", fix="Name a language model.")
    return model
