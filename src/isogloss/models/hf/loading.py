"""From a folder to a tokenizer and a network: safetensors only, no code of the model's own, no noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.models.hf.placement import Placement
from isogloss.models.hf.quiet import quiet

if TYPE_CHECKING:
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerFast

Kind: TypeAlias = Literal[
    "AutoModel", "AutoModelForCausalLM", "AutoModelForMaskedLM", "AutoModelForSeq2SeqLM"
]

# What a folder that is damaged, of another library or newer than the installed one makes transformers raise.
_FAULTS: Final = (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, ImportError)
_VOCABULARIES: Final = ("tokenizer.json", "vocab.*", "*.model", "*.tiktoken", "*.bpe", "tekken.json")
_UNUSED: Final = ("pooler.",)  # heads over the first token, which nothing here uses


def read_config(folder: Path) -> PretrainedConfig:
    """Return the model's configuration; raises InputError if it cannot be read, MissingExtra."""
    transformers = need("transformers", extra="hf", purpose="A transformer")
    try:
        with quiet():
            return transformers.AutoConfig.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            )
    except _FAULTS as fault:
        raise _unreadable(folder / "config.json", fault) from None


def read_tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    """Return the model's fast tokenizer; raises InputError if it has none or it cannot be read."""
    transformers = need("transformers", extra="hf", purpose="A transformer")
    # Without such a file transformers would make a tokenizer that knows no token.
    if not any(file for pattern in _VOCABULARIES for file in folder.glob(pattern)):
        raise InputError(f"{folder}: there is no tokenizer (tokenizer.json).", fix="Take the whole model.")
    try:
        with quiet():
            tokenizer = transformers.AutoTokenizer.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False, use_fast=True
            )
    # A broken tokenizer.json makes the tokenizers library raise a bare Exception.
    except Exception as fault:
        raise _unreadable(folder, fault, what="tokenizer") from None
    if getattr(tokenizer, "backend_tokenizer", None) is None:
        raise InputError(
            f"{folder}: its tokenizer has no fast version, which alone says where a token stands in a text.",
            fix="Save a tokenizer.json beside it with transformers, or choose another model.",
        )
    return tokenizer


def read_network(folder: Path, kind: Kind, placed: Placement) -> PreTrainedModel:
    """Return the network in evaluation mode, on its device and in its numbers.

    Raises InputError if weights are missing, kept as pickle files, damaged or larger than the memory.
    """
    network, missing = _read(folder, kind, placed, {}, purpose="A transformer")
    _need_all(missing, folder)
    if hasattr(network.base_model, "set_attention_type"):
        # BigBird leaves its sparse attention for good at the first short text: long ones would depend on it.
        network.base_model.set_attention_type("original_full")
    return network.eval().requires_grad_(False)


def read_trainee(folder: Path, kind: str, placed: Placement, labels: Sequence[str]) -> PreTrainedModel:
    """Return the network with a head of class ``kind`` for ``labels``, on its device, to be trained.

    kind: an Auto class of transformers. The head is taken from the folder where it has one of that size,
    else drawn from torch's generator. Raises InputError as ``read_network`` does, and where the architecture
    has no such head.
    """
    options: dict[str, Any] = {"ignore_mismatched_sizes": True}
    if labels:
        options["id2label"] = dict(enumerate(labels))
        options["label2id"] = {label: place for place, label in enumerate(labels)}
    if renamed := _renamed(folder, kind):
        options["key_mapping"] = renamed
    network, missing = _read(folder, kind, placed, options, purpose="Fine-tuning")
    own = {name for name, _ in network.named_children()} - set(above_body(network))
    body = [key for key in missing if network.can_generate() or key.partition(".")[0] in own]
    _need_all(body, folder)
    return network.train().requires_grad_(True)


def above_body(network: PreTrainedModel) -> list[str]:
    """Return the names of the modules that stand above a network's body: its head.

    T5's class for questions holds the parts of the body itself.
    """
    inner = network.base_model
    body = (
        [inner]
        if inner is not network
        else [network.get_input_embeddings(), network.get_encoder(), network.get_decoder()]
    )
    return [name for name, child in network.named_children() if all(child is not one for one in body)]


def _read(
    folder: Path, kind: str, placed: Placement, options: Mapping[str, Any], *, purpose: str
) -> tuple[PreTrainedModel, list[str]]:
    """Return the network on its device, and the weights that it uses and the folder has not.

    options: for ``from_pretrained``, beside those that are the same for all.
    """
    need("torch", extra="hf", purpose=purpose)
    transformers = need("transformers", extra="hf", purpose=purpose)
    _need_safetensors(folder)
    spread = {"device_map": "auto"} if placed.device == "auto" else {}
    try:
        with quiet():
            network, report = getattr(transformers, kind).from_pretrained(
                folder,
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                output_loading_info=True,
                dtype=placed.torch_dtype(),
                **options,
                **spread,
            )
            if not spread:
                network = network.to(placed.device)
    except Exception as fault:  # safetensors and accelerate have errors of their own
        raise _unreadable(folder, fault, what="weights") from None
    return network, [key for key in report["missing_keys"] if not any(part in key for part in _UNUSED)]


def _need_all(missing: Sequence[str], folder: Path) -> None:
    if missing:
        raise InputError(
            f"{folder}: {len(missing):,} weights are missing, {min(missing)} for one; they would be random.",
            fix="Take the whole model, or one that was trained for this use.",
        )


def _renamed(folder: Path, kind: str) -> dict[str, str]:
    """Return patterns of names of weights, and what the class with a head calls them instead, if it does.

    Most decoders call their body ``model``, and their class for questions calls the same ``transformer``.
    """
    config = type(read_config(folder))
    import transformers

    kinds = transformers.AutoModel, getattr(transformers, kind)
    names = [getattr(one._model_mapping.get(config, None), "base_model_prefix", "") for one in kinds]
    return {rf"^{names[0]}\.": f"{names[1]}."} if all(names) and names[0] != names[1] else {}


def _need_safetensors(folder: Path) -> None:
    if any(folder.glob("*.safetensors")):
        return
    if any(folder.glob("*.bin")) or any(folder.glob("*.pt")):
        raise InputError(
            f"{folder}: its weights are in pickle files, which can run code when they are read.",
            fix="Convert them to safetensors, or take a revision that has such: NAME@refs/pr/… on the hub.",
        )
    raise InputError(
        f"{folder}: there are no weights (*.safetensors).",
        fix="Take the whole model, or one that has its weights in this format: no other is read.",
    )


def _unreadable(place: Path, fault: Exception, what: str = "transformer") -> InputError:
    from isogloss.models.hf.memory import out_of_memory

    if out_of_memory(fault):
        return InputError(
            f"{place}: is larger than the memory there is.",
            fix="Set ISOGLOSS_DTYPE=bfloat16, or ISOGLOSS_DEVICE=auto to spread it.",
        )
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()] or [type(fault).__name__]
    reason = lines[0][:240].rstrip(".:")
    if "trust_remote_code" in str(fault):
        return InputError(
            f"{place}: brings code of its own, which isogloss never runs.",
            fix="Choose a model that transformers knows.",
        )
    return InputError(
        f"{place}: its {what} cannot be read: {reason}.",
        fix="Check that the model is whole and that the installed transformers is new enough for it.",
    )
