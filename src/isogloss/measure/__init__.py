"""What a model loses in each language, and why."""

from isogloss.measure.request import Settings, poolings_named
from isogloss.measure.run import measure

__all__ = ["Settings", "measure", "poolings_named"]
