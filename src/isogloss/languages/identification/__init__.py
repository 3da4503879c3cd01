"""Which language a text is in, and when that cannot be told."""

from isogloss.languages.identification.contract import Detector
from isogloss.languages.identification.detection import detect, detect_many
from isogloss.languages.identification.table import DETECTORS, load_detector
from isogloss.languages.identification.verdict import Detected

__all__ = ["DETECTORS", "Detected", "Detector", "detect", "detect_many", "load_detector"]
