"""How heads are kept: arrays as safetensors, all else as JSON that a person can read; never a pickle."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np


def keep_arrays(file: Path, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """Write arrays under their names, as ``safetensors.numpy.load_file`` reads them."""
    from safetensors.numpy import save

    file.write_bytes(save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))


def keep_card(file: Path, card: Any) -> None:  # noqa: ANN401  whatever msgspec encodes
    """Write a record as JSON, indented."""
    file.write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=2))
