"""Labelled text in one language in; scored predictions for all the others out."""

from isogloss.data.columns import Columns
from isogloss.transfer.prediction import predict
from isogloss.transfer.recipe import Recipe, load_recipe
from isogloss.transfer.request import Settings
from isogloss.transfer.run import transfer
from isogloss.transfer.splits import SplitNames

__all__ = ["Columns", "Recipe", "Settings", "SplitNames", "load_recipe", "predict", "transfer"]
