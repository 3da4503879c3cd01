"""One spelling for what is the same text: named steps, and presets of them."""

from isogloss.languages.normalisation.normalizing import fold, normalize, normalize_aligned
from isogloss.languages.normalisation.table import PRESETS, STEPS

__all__ = ["PRESETS", "STEPS", "fold", "normalize", "normalize_aligned"]
