"""What there is to know of a transformer before it is used."""

from __future__ import annotations

from collections.abc import Mapping

from isogloss.models.hf.layout import Layout
from isogloss.models.hf.network import Network, blocks_of, text_config
from isogloss.models.hf.vectors import layers_mixed


def facts_of(network: Network, layout: Layout, offers: str) -> Mapping[str, str]:
    """Return the facts of a loaded network, as a person reads them, most important first."""
    config = text_config(network.body)
    blocks = blocks_of(network.body)
    depth = len(blocks) if blocks is not None else getattr(config, "num_hidden_layers", "unknown")
    parameters = sum(weight.numel() for weight in network.model.parameters())
    weights = str(network.model.dtype).removeprefix("torch.")
    numbers = network.placed.dtype if network.placed.mixed else weights
    if numbers == "float32" and layers_mixed(network):
        numbers += " (vectors of layers: mixed_bfloat16)"
    return {
        "what": f"{type(network.model).__name__} ({config.model_type})",
        "offers": offers,
        "parameters": f"{parameters:,}",
        "layers": f"{depth} of {getattr(config, 'hidden_size', 'unknown')} dimensions, and the embeddings",
        "vocabulary": f"{network.tokenizer.backend.get_vocab_size():,} tokens",
        "reads": f"{network.limit:,} tokens of a text that becomes vectors; {network.positions:,} in all",
        "vector": f"{' + '.join(layout.modes)} of the last states"
        + (", then the other modules of the folder" if layout.after else ""),
        "runs on": f"{network.model.device} in {numbers}, {network.placed.batch} texts at once",
    }
