"""How a model saved by sentence-transformers makes one vector of a text, as its modules.json says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from isogloss.errors import InputError
from isogloss.models.hf.pooling import MODES

if TYPE_CHECKING:
    from torch import Tensor

_OLD_NAMES: Final = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
    "pooling_mode_weightedmean_tokens": "weightedmean",
    "pooling_mode_lasttoken": "lasttoken",
}
_ACTIVATIONS: Final = {"Tanh", "Identity", "ReLU", "GELU", "SiLU", "Sigmoid"}


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """modes: of pooling, whose vectors are put side by side. after: what is done to those, in order.

    limit: tokens of a text. prompt: what stands before every text. lower: whether texts are lower-cased.
    """

    modes: tuple[str, ...]
    after: tuple[Callable[[Any], Any], ...] = ()
    limit: int | None = None
    prompt: str = ""
    lower: bool = False


def read_layout(folder: Path, *, device: str) -> Layout | None:
    """Return how a folder's vectors are made; None if it says nothing of it.

    Raises InputError for a module that is not known here: its vectors would mean something else.
    """
    if not (folder / "modules.json").is_file():
        return None
    modes: tuple[str, ...] = ("mean",)
    after: list[Callable[[Any], Any]] = []
    for module in _read(folder / "modules.json", list[dict[str, Any]]):
        kind, place = str(module.get("type", "")).rpartition(".")[2], folder / str(module.get("path", ""))
        if folder.resolve() not in (place.resolve(), *place.resolve().parents):
            raise InputError(
                f"{folder}: modules.json names a folder outside: {place}.", fix="Do not trust it."
            )
        if kind == "Pooling":
            modes = _modes(place)
        elif kind == "Dense":
            after.append(_dense(place, device))
        elif kind == "Normalize":
            after.append(_normalise)
        elif kind != "Transformer":
            raise InputError(
                f"{folder}: its vectors pass through a module {kind!r}, which isogloss does not know.",
                fix="Models of Transformer, Pooling, Dense and Normalize are read.",
            )
    return Layout(modes, tuple(after), *_reading(folder))


def _reading(folder: Path) -> tuple[int | None, str, bool]:
    """Return the limit, the prompt and whether texts are lower-cased."""
    limit, lower, prompt = None, False, ""
    if (folder / "sentence_bert_config.json").is_file():
        settings = _read(folder / "sentence_bert_config.json", dict[str, Any])
        limit, lower = settings.get("max_seq_length"), bool(settings.get("do_lower_case"))
    if (folder / "config_sentence_transformers.json").is_file():
        settings = _read(folder / "config_sentence_transformers.json", dict[str, Any])
        prompt = (settings.get("prompts") or {}).get(settings.get("default_prompt_name"), "")
    return (int(limit) if limit else None), str(prompt), lower


def _modes(folder: Path) -> tuple[str, ...]:
    config = _read(folder / "config.json", dict[str, Any])
    named = config.get("pooling_mode")
    modes = tuple(mode for key, mode in _OLD_NAMES.items() if config.get(key))
    if named:
        modes = (named,) if isinstance(named, str) else tuple(named)
    for mode in modes:
        if mode not in MODES:
            raise InputError(
                f"{folder}: pools by {mode!r}, which isogloss does not know.",
                fix=f"Known: {', '.join(MODES)}.",
            )
    return modes or ("mean",)


def _dense(folder: Path, device: str) -> Callable[[Any], Any]:
    """Return the linear map of a Dense module with what follows it."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    config = _read(folder / "config.json", dict[str, Any])
    name = str(config.get("activation_function", "torch.nn.modules.activation.Tanh")).rpartition(".")[2]
    if name not in _ACTIVATIONS:
        raise InputError(
            f"{folder}: ends in {name!r}, which isogloss does not know.",
            fix=f"Known: {', '.join(sorted(_ACTIVATIONS))}.",
        )
    try:
        weights = load_file(folder / "model.safetensors", device="cpu" if device == "auto" else device)
        weight, bias = weights["linear.weight"].float(), weights.get("linear.bias")
    except (OSError, KeyError, SafetensorError) as fault:
        raise InputError(
            f"{folder}: holds no model.safetensors of a Dense module, or a damaged one: {fault}.",
            fix="Weights in pickle files are not read: save the model again with sentence-transformers.",
        ) from None
    activation = getattr(torch.nn, name)()
    return lambda vectors: activation(
        torch.nn.functional.linear(vectors.to(weight.device), weight, None if bias is None else bias.float())
    )


def _normalise(vectors: Tensor) -> Tensor:
    import torch

    return torch.nn.functional.normalize(vectors, dim=1)


def _read(file: Path, kind: Any) -> Any:  # noqa: ANN401  the type of what the file holds
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as fault:
        raise InputError(f"{file}: cannot be read: {fault}.", fix="Take the whole model again.") from None
