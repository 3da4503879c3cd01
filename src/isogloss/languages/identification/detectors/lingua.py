"""Lingua (Apache-2.0, optional): 75 languages, good on short text, slow; ``lingua:low`` is its fast mode."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.languages.identification.contract import Bools2d
from isogloss.languages.identification.detectors.bayes import normalised
from isogloss.languages.identification.detectors.labels import meant
from isogloss.languages.language import Language


@cache
def load_lingua(argument: str = "") -> Lingua:
    """Return lingua in its accurate mode, or with ``low`` in its light one.

    Raises MissingExtra without the package, InputError for another argument.
    """
    if argument not in ("", "low"):
        raise InputError(
            f"Lingua has no mode {argument!r}.", fix="Say lingua, or lingua:low for its light mode."
        )
    package = need("lingua", extra="detect", purpose="The detector 'lingua'")
    builder = package.LanguageDetectorBuilder.from_all_languages()
    if argument:
        builder = builder.with_low_accuracy_mode()
    return Lingua(f"lingua:{argument}" if argument else "lingua", package, builder.build())


class Lingua:
    """Lingua's confidences; it says nothing of a text that none of its rules or n-grams fits."""

    def __init__(self, name: str, package: Any, detector: Any) -> None:  # noqa: ANN401  an optional package
        self.name = name
        self._detector = detector
        place: dict[Language, int] = {}
        self._columns: dict[str, list[int]] = {}
        for known in sorted(package.Language.all(), key=lambda language: language.name):
            for language in meant(known.iso_code_639_1.name.lower()):
                self._columns.setdefault(known.name, []).append(place.setdefault(language, len(place)))
        self.languages: tuple[Language, ...] = tuple(place)

    def thresholds(self, texts: Sequence[str]) -> Floats1d:
        """Return zeros: lingua abstains by itself."""
        import numpy as np

        return np.zeros(len(texts))

    def log_probabilities(self, texts: Sequence[str], allowed: Bools2d) -> Doubles2d:
        """Return log probabilities, float64[n, k]; see ``Detector``."""
        import numpy as np

        confidences = np.zeros((len(texts), len(self.languages)))
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        rows = (
            self._detector.compute_language_confidence_values_in_parallel(clean) if len(clean) > 1 else None
        )
        for row, text in enumerate(clean):
            found = rows[row] if rows else self._detector.compute_language_confidence_values(text)
            for one in found:
                confidences[row, self._columns[one.language.name]] = one.value
        with np.errstate(divide="ignore"):
            return normalised(np.log(confidences), allowed)
