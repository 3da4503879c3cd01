"""Models behind small contracts."""

from isogloss.models.registry import load_model

__all__ = ["load_model"]
