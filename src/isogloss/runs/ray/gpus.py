"""How much of a GPU each piece of work has to itself, so that a cluster gives none away twice."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import ModuleType

from isogloss.errors import InputError


def gpus_wanted(environment: Mapping[str, str] = os.environ) -> float:
    """Return what ISOGLOSS_GPUS says: 1, or 0.25 where four pieces share one, or 2; 0 for none.

    Where it says nothing: 1 if ISOGLOSS_DEVICE is ``cuda``, else none. A piece sees those alone that it was
    given. Raises InputError for what is no such number.
    """
    said = environment.get("ISOGLOSS_GPUS")
    if not said:
        return float(environment.get("ISOGLOSS_DEVICE") == "cuda")
    try:
        wanted = float(said)
    except ValueError:
        wanted = -1.0
    if not (0 <= wanted <= 1 or (wanted.is_integer() and wanted > 0)):
        raise InputError(
            f"ISOGLOSS_GPUS is {said!r}, no number of GPUs.", fix="Write 1, 2, … or a share such as 0.25."
        )
    return wanted


def gpus_there(ray: ModuleType, wanted: float) -> float:
    """Return how many GPUs a cluster has; raises InputError if no piece could ever have those it wants.

    Ray would wait for them without end.
    """
    there = [float(node["Resources"].get("GPU", 0)) for node in ray.nodes() if node["Alive"]]
    if wanted > (most := max(there, default=0.0)):
        raise InputError(
            f"Each piece of the work asks for {wanted:g} GPUs, and no machine of the cluster has more than "
            f"{most:g}.",
            fix="Set ISOGLOSS_GPUS=0, or ISOGLOSS_DEVICE=cpu, to compute without.",
        )
    return sum(there)
