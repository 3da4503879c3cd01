"""An encoder as a folder that sentence-transformers reads, and that gives the same vectors there."""

from __future__ import annotations

from pathlib import Path
from shutil import copy2, copytree, ignore_patterns
from typing import TYPE_CHECKING, Any, Final

import msgspec

from isogloss.errors import InputError
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.loading import read_tokenizer
from isogloss.models.hf.network import text_config
from isogloss.models.hf.quiet import quiet

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_MODULES: Final = "modules.json"
# What sentence-transformers says of how a text's vector is made.
_LAYOUT: Final = (_MODULES, "sentence_bert_config.json", "config_sentence_transformers.json")
_NAMES: Final = "sentence_transformers.models."  # by which every version of the library knows its modules
_PICKLES: Final = ignore_patterns("*.bin", "*.pt", "*.pkl")  # beside safetensors of the same
_ENCODERS: Final = ("t5", "mt5", "umt5")  # encoder-decoders of which the library reads the encoder alone


def save_encoder(model: PreTrainedModel, base: Path, folder: Path) -> None:
    """Write a network into ``folder``, and tokenizer and layout of vectors as ``base`` has them."""
    for part in filter(Path.exists, map(base.joinpath, _LAYOUT)):
        copy2(part, folder)
    for module in _modules(base):  # such as 1_Pooling: what follows the transformer
        part = base / str(module.get("path", ""))
        if part.is_dir() and part.resolve() != base.resolve():
            copytree(part, folder / part.relative_to(base), ignore=_PICKLES, dirs_exist_ok=True)
    with quiet():
        model.save_pretrained(folder)
        read_tokenizer(base).save_pretrained(folder)


def check_encoder(encoder: TransformerEncoder) -> None:
    """Raise InputError where sentence-transformers would read another part of the network than we do."""
    config = encoder.network.model.config
    if config.is_encoder_decoder and config.model_type not in _ENCODERS:
        raise InputError(
            f"{encoder.name}: sentence-transformers does not read a {config.model_type}'s encoder alone.",
            fix="Export an encoder, a decoder, or a T5 or mT5.",
        )


def export_encoder(encoder: TransformerEncoder, base: Path, folder: Path) -> None:
    """Write a folder of which ``SentenceTransformer`` makes the vectors that the encoder gives.

    They have unit length; only texts of which no token is known, zeros here, have others there. Raises
    InputError as ``check_encoder`` does.
    """
    check_encoder(encoder)
    network = encoder.network
    save_encoder(network.model if network.model.config.is_encoder_decoder else network.body, base, folder)
    modules: list[dict[str, Any]] = _modules(folder)
    if not modules:
        modules = [_module(0, "Transformer", ""), _module(1, "Pooling", "1_Pooling")]
        (mode,) = encoder.layout.modes
        width = int(text_config(network.body).hidden_size)
        (folder / "1_Pooling").mkdir()
        pooling = {"word_embedding_dimension": width, "pooling_mode": mode}
        _write(folder / "1_Pooling" / "config.json", pooling)
        reading = {"max_seq_length": network.limit, "do_lower_case": False}
        _write(folder / "sentence_bert_config.json", reading)
    if not str(modules[-1]["type"]).endswith("Normalize"):
        at = len(modules)
        modules.append(_module(at, "Normalize", f"{at}_Normalize"))
        (folder / f"{at}_Normalize").mkdir()
    _write(folder / _MODULES, modules)


def _modules(folder: Path) -> list[dict[str, Any]]:
    file = folder / _MODULES
    found: list[dict[str, Any]] = msgspec.json.decode(file.read_bytes()) if file.exists() else []
    return found


def _module(place: int, name: str, path: str) -> dict[str, Any]:
    return {"idx": place, "name": str(place), "path": path, "type": f"{_NAMES}{name}"}


def _write(file: Path, content: object) -> None:
    file.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2))
