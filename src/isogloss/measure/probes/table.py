"""The probes by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.measure.probe import Probe

PROBES: Final[Mapping[str, str]] = {
    "alignment": "isogloss.measure.probes.alignment:ALIGNMENT",
    "fidelity": "isogloss.measure.probes.fidelity:FIDELITY",
    "lexical": "isogloss.measure.probes.lexical:LEXICAL",
    "premium": "isogloss.measure.probes.premium:PREMIUM",
    "ranker": "isogloss.measure.probes.ranker:RANKER",
    "space": "isogloss.measure.probes.space:SPACE",
}


def probe(name: str) -> Probe:
    """Return the probe of that name; raises UnknownName that offers the nearest."""
    found: Probe = table.load(PROBES, name, kind="probe")
    return found
