"""``hf:NAME-or-folder[@REVISION]``: from a place to the model that stands there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from isogloss.errors import InputError
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.fingerprint import fingerprint
from isogloss.models.hf.layout import Layout, read_layout
from isogloss.models.hf.loading import Kind, read_config, read_network, read_tokenizer
from isogloss.models.hf.network import Network, limit_of
from isogloss.models.hf.placement import Placement, placement
from isogloss.models.hf.source import folder_of
from isogloss.models.hf.tokenizer import FastTokenizer
from isogloss.models.hf.trained import trained_languages

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

_OF_A_DECODER: Final = ("ForCausalLM", "LMHeadModel")


def load(place: str, placed: Placement | None = None) -> TransformerEncoder:
    """Return the encoder or decoder that ``place`` names: a folder, or NAME[@REVISION] of the hub.

    placed: device, numbers and batch; by default as the environment says. Raises InputError where there is no
    such model or it cannot be read, MissingExtra where ``isogloss[hf]`` is not installed.
    """
    if not place:
        raise InputError(
            "hf: names no model.", fix="Write hf:FOLDER, or hf:xlm-roberta-base for a model of the hub."
        )
    folder = folder_of(place)
    config = read_config(folder)
    placed = placed or placement()
    name, digits = f"hf:{place}", fingerprint(folder, dtype=placed.dtype)
    languages = trained_languages(folder, config)
    layout = read_layout(folder, device=placed.device)
    network = _network(folder, name, "AutoModel", placed, layout)
    return TransformerEncoder(name, digits, languages, network, layout or Layout(("mean",)))


def _network(folder: Path, name: str, kind: Kind, placed: Placement, layout: Layout | None) -> Network:
    tokenizer = read_tokenizer(folder)
    model = read_network(folder, kind, placed)
    body = _body(model)
    limit = min(limit_of(body, tokenizer), (layout and layout.limit) or 1 << 30)
    fast = FastTokenizer(name, tokenizer.backend_tokenizer, tokenizer.unk_token_id)
    return Network(model, body, fast, placed, limit, _filler(tokenizer))


def _body(model: PreTrainedModel) -> PreTrainedModel:
    """Return the part that gives states: of an encoder-decoder its encoder, else all below the head."""
    if model.config.is_encoder_decoder:
        return model.get_encoder()
    return model.base_model


def _filler(tokenizer: PreTrainedTokenizerFast) -> int:
    for number in (tokenizer.pad_token_id, tokenizer.eos_token_id, tokenizer.unk_token_id):
        if number is not None:
            return int(number)
    return 0
