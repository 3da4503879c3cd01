"""Low-rank adapters: the model stays as it is, and small updates of it train and are kept.

Source: Hu et al. 2021, arXiv:2106.09685, section 4.1; by the peft library.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from isogloss.extras import need
from isogloss.models.hf.loading import above_body
from isogloss.models.hf.quiet import quiet

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module
    from transformers import PreTrainedModel

_WEIGHTS: Final = "adapter_model.safetensors"
_SCALE: Final = 2  # alpha over rank


def need_peft() -> ModuleType:
    """Return the library peft; raises MissingExtra where it is not installed."""
    return need("peft", extra="hf", purpose="An adapter")


def adapted(model: PreTrainedModel, rank: int, base: str) -> Module:
    """Return the network with an adapter of ``rank`` on every linear map of its body; all else is frozen.

    What is trained and kept whole beside it: a new head, and what the base does not have (a pooler). The
    head of a network that writes is its own, and frozen too. base: the name under which the adapter knows its
    model. Raises MissingExtra where peft is not installed.
    """
    peft = need_peft()
    writes = model.can_generate()
    whole = [] if writes else _whole(model)
    config = peft.LoraConfig(
        r=rank,
        lora_alpha=_SCALE * rank,
        target_modules=_linear(model, {model.get_output_embeddings()} if writes else set(), whole),
        modules_to_save=whole or None,
        base_model_name_or_path=base,
    )
    with quiet():
        return peft.get_peft_model(model, config)


def save_adapter(model: Module, folder: Path) -> None:
    """Write the adapter alone, as peft reads it."""
    import peft
    from safetensors.torch import save_file

    weights: Mapping[str, Tensor] = peft.get_peft_model_state_dict(model)
    save_file({name: one.detach().cpu().contiguous() for name, one in weights.items()}, folder / _WEIGHTS)
    model.peft_config["default"].save_pretrained(folder)


def with_adapter(model: PreTrainedModel, folder: Path) -> PreTrainedModel:
    """Return the network with the adapter in ``folder`` added to its weights, for inference."""
    peft = need_peft()
    with quiet():
        found = peft.PeftModel.from_pretrained(model, folder, local_files_only=True)
        return found.merge_and_unload()


def _whole(model: PreTrainedModel) -> list[str]:
    """Return the modules above the body, and a pooler, whose weights a base most often lacks."""
    above = [name for name in above_body(model) if list(model.get_submodule(name).parameters())]
    return [*above, *(["pooler"] if getattr(model.base_model, "pooler", None) is not None else [])]


def _linear(model: PreTrainedModel, heads: Collection[Module], whole: list[str]) -> list[str]:
    from torch.nn import Linear
    from transformers.pytorch_utils import Conv1D

    return [
        name
        for name, module in model.named_modules()
        if isinstance(module, Linear | Conv1D)
        and module not in heads
        and not any(part in whole for part in name.split("."))
    ]
