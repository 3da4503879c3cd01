"""The probes by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.measure.probe import Probe

PROBES: Final[Mapping[str, str]] = {
    "alignment": "isogloss.measure.probes.alignment:ALIGNMENT",
    "fidelity": "isogloss.measure.probes.fidelity:FIDELITY",
    "influence": "isogloss.measure.probes.influence:INFLUENCE",
    "latent": "isogloss.measure.probes.latent:LATENT",
    "lexical": "isogloss.measure.probes.lexical:LEXICAL",
    "predictors": "isogloss.measure.probes.predictors:PREDICTORS",
    "premium": "isogloss.measure.probes.premium:PREMIUM",
    "ranker": "isogloss.measure.probes.ranker:RANKER",
    "routing": "isogloss.measure.probes.routing:ROUTING",
    "space": "isogloss.measure.probes.space:SPACE",
}


def probe(name: str) -> Probe:
    """Return the probe of that name; raises UnknownName that offers the nearest."""
    found: Probe = table.load(PROBES, name, kind="probe")
    return found
