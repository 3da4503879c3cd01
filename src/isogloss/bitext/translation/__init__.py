"""Whole data sets translated: the same files, the same columns, what is protected as it was."""

from isogloss.bitext.translation.record import Translated
from isogloss.bitext.translation.request import TranslationRequest
from isogloss.bitext.translation.run import translate_data

__all__ = ["Translated", "TranslationRequest", "translate_data"]
