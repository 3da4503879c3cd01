"""CLD2 (Apache-2.0, optional) through pycld2: the fastest, few n-grams a language, weak on short text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.errors import UnknownLanguage
from isogloss.extras import need
from isogloss.languages.identification.contract import Bools2d
from isogloss.languages.identification.detectors.arguments import none_taken
from isogloss.languages.identification.detectors.bayes import normalised
from isogloss.languages.identification.detectors.labels import MEANT
from isogloss.languages.language import Language

# Codes of its own, and those that the default reads in two scripts.
_MEANT: Final = {**MEANT, "zh": "zho_Hans", "zh-Hant": "zho_Hant", "blu": "hmn_Latn"}
# Alphabets that it lists as languages (xx-Copt), and its placeholders.
_NONE: Final = ("xx", "un", "zzp", "tlh")


@cache
def load_pycld2(argument: str = "") -> Cld2:
    """Return CLD2. Raises MissingExtra without the package, InputError if given an argument."""
    none_taken("pycld2", argument)
    return Cld2(need("pycld2", extra="detect", purpose="The detector 'pycld2'"))


class Cld2:
    """CLD2's verdicts, up to three a text."""

    name = "pycld2"

    def __init__(self, package: Any) -> None:  # noqa: ANN401  an optional package
        self._package = package
        place: dict[Language, int] = {}
        self._columns: dict[str, list[int]] = {}
        codes = dict(package.LANGUAGES)
        for name in package.DETECTED_LANGUAGES:
            code = codes.get(name, "un")
            for language in _meant(code):
                self._columns.setdefault(code, []).append(place.setdefault(language, len(place)))
        self.languages: tuple[Language, ...] = tuple(place)

    def thresholds(self, texts: Sequence[str]) -> Floats1d:
        """Return zeros: CLD2 abstains by itself."""
        import numpy as np

        return np.zeros(len(texts))

    def log_probabilities(self, texts: Sequence[str], allowed: Bools2d) -> Doubles2d:
        """Return log probabilities, float64[n, k]; see ``Detector``; its per cents stand for them."""
        import numpy as np

        shares = np.zeros((len(texts), len(self.languages)))
        for row, text in enumerate(texts):
            for _, code, share, _ in self._details(text):
                shares[row, self._columns.get(code, [])] += share
        with np.errstate(divide="ignore"):
            return normalised(np.log(shares), allowed)

    def _details(self, text: str) -> tuple[tuple[str, str, int, float], ...]:
        # It refuses control characters, noncharacters and surrogates, which are no evidence anyway.
        clean = "".join(character if character.isprintable() else " " for character in text)
        try:
            found: tuple[tuple[str, str, int, float], ...] = self._package.detect(clean, bestEffort=True)[2]
        except self._package.error:
            return ()
        return found


def _meant(code: str) -> tuple[Language, ...]:
    if code.startswith(_NONE):
        return ()
    try:
        return tuple(Language.parse(name) for name in _MEANT.get(code, code).split())
    except UnknownLanguage:
        return ()
