"""What a model loses in each language, and why."""

from isogloss.measure.request import Settings, influence_named, poolings_named
from isogloss.measure.run import measure

__all__ = ["Settings", "influence_named", "measure", "poolings_named"]
