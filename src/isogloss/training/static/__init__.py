"""Training of the embedded encoder ``static``."""

from isogloss.training.static.own import OwnFile
from isogloss.training.static.run import train_static
from isogloss.training.static.settings import Settings

__all__ = ["OwnFile", "Settings", "train_static"]
