"""``hf:NAME-or-folder[@REVISION]``: from a place to the model that stands there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.models.hf.chats import chat_of
from isogloss.models.hf.decoder import MixtureDecoder, TransformerDecoder
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.fingerprint import fingerprint
from isogloss.models.hf.generation import plain_generation
from isogloss.models.hf.layout import Layout, read_layout
from isogloss.models.hf.loading import Kind, read_config, read_network, read_tokenizer
from isogloss.models.hf.network import LONGEST, Network, positions_of
from isogloss.models.hf.placement import Placement, placement
from isogloss.models.hf.routing import experts_of, routers_of
from isogloss.models.hf.seq2seq import TransformerSeq2Seq, plain_rewriting
from isogloss.models.hf.source import folder_of
from isogloss.models.hf.tokenizer import FastTokenizer
from isogloss.models.hf.trained import trained_languages

if TYPE_CHECKING:
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerFast


def load(place: str, placed: Placement | None = None) -> TransformerEncoder:
    """Return the encoder or decoder that ``place`` names: a folder, or NAME[@REVISION] of the hub.

    placed: device, numbers and batch; by default as the environment says. Raises InputError where there is no
    such model or it cannot be read, MissingExtra where ``isogloss[hf]`` is not installed.
    """
    if not place:
        raise InputError(
            "hf: names no model.", fix="Write hf:FOLDER, or hf:xlm-roberta-base for a model of the hub."
        )
    need("torch", extra="hf", purpose="A transformer")
    folder = folder_of(place)
    config = read_config(folder)
    placed = placed or placement()
    layout = read_layout(folder, device=placed.device)
    writes = layout is None and writes_text(config)
    rewrites = layout is None and rewrites_text(config)
    head: Kind = "AutoModelForCausalLM" if writes else "AutoModelForSeq2SeqLM" if rewrites else "AutoModel"
    network = _network(folder, f"hf:{place}", placed, layout, head)
    kind: type[TransformerEncoder] = TransformerSeq2Seq if rewrites else TransformerEncoder
    if writes:
        kind = MixtureDecoder if experts_of(config) and routers_of(network.body) else TransformerDecoder
    return kind(
        f"hf:{place}",
        fingerprint(folder, dtype=placed.dtype),
        trained_languages(folder, config),
        network,
        layout or Layout(("weightedmean" if reads_forward(config) else "mean",)),
    )


def reads_forward(config: PretrainedConfig) -> bool:
    """Return whether a model of this kind reads from left to right: it knows what is before, not after."""
    from transformers.models.auto.modeling_auto import (
        MODEL_FOR_CAUSAL_LM_MAPPING_NAMES,
        MODEL_FOR_MASKED_LM_MAPPING_NAMES,
    )

    kind = config.model_type
    return kind in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES and kind not in MODEL_FOR_MASKED_LM_MAPPING_NAMES


def writes_text(config: PretrainedConfig) -> bool:
    """Return whether a folder holds a decoder with its head; without one it is read as an encoder."""
    if config.is_encoder_decoder or not reads_forward(config):
        return False
    named = config.architectures or ["ForCausalLM"]
    return any(name.endswith(("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")) for name in named)


def rewrites_text(config: PretrainedConfig) -> bool:
    """Return whether a folder holds an encoder-decoder with its head."""
    from transformers.models.auto.modeling_auto import MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES

    if not config.is_encoder_decoder or config.model_type not in MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES:
        return False
    named = config.architectures or ["ForConditionalGeneration"]
    return any(name.endswith(("ForConditionalGeneration", "MTModel", "LMHeadModel")) for name in named)


def _network(folder: Path, name: str, placed: Placement, layout: Layout | None, head: Kind) -> Network:
    tokenizer = read_tokenizer(folder)
    model = read_network(folder, head, placed)
    writes, rewrites = head == "AutoModelForCausalLM", head == "AutoModelForSeq2SeqLM"
    body, filler = _body(model), _filler(tokenizer)
    positions = positions_of(body, tokenizer)
    if writes:
        plain_generation(model, filler)
    if rewrites:
        plain_rewriting(model, filler)
    return Network(
        model,
        body,
        FastTokenizer(name, tokenizer.backend_tokenizer, tokenizer.unk_token_id),
        placed,
        positions=positions,
        limit=min(positions, LONGEST, (layout and layout.limit) or LONGEST),
        filler=filler,
        start=tokenizer.eos_token_id if tokenizer.bos_token_id is None else tokenizer.bos_token_id,
        ends=_ends(model) if writes or rewrites else frozenset(),
        chat=chat_of(folder, tokenizer) if writes else None,
    )


def _body(model: PreTrainedModel) -> PreTrainedModel:
    """Return the part that gives states: of an encoder-decoder its encoder, else all below the head."""
    return model.get_encoder() if model.config.is_encoder_decoder else model.base_model


def _filler(tokenizer: PreTrainedTokenizerFast) -> int:
    for number in (tokenizer.pad_token_id, tokenizer.eos_token_id, tokenizer.unk_token_id):
        if number is not None:
            return int(number)
    return 0


def _ends(model: PreTrainedModel) -> frozenset[int]:
    ends = model.generation_config.eos_token_id
    if ends is None:
        return frozenset()
    return frozenset([ends] if isinstance(ends, int) else ends)
