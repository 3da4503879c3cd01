"""Which detectors there are, and where they live."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from isogloss.errors import UnknownName
from isogloss.languages.identification.contract import Detector
from isogloss.table import load, unknown

_HERE = "isogloss.languages.identification.detectors"

# name -> a function of what follows the colon in "name:argument" that returns the detector
DETECTORS: Final[Mapping[str, str]] = {
    "default": f"{_HERE}.doubting:load_default",
    "fasttext": f"{_HERE}.fasttext:load_fasttext",
    "lingua": f"{_HERE}.lingua:load_lingua",
    "py3langid": f"{_HERE}.bayes:load_bayes",
    "pycld2": f"{_HERE}.pycld2:load_pycld2",
}

# How each is written, for whoever writes it otherwise.
_FORMS: Final = "default, py3langid, lingua, lingua:low, pycld2, fasttext:PATH"


@lru_cache(maxsize=8)
def load_detector(name: str) -> Detector:
    """Return the detector of this name: ``default``, ``lingua``, ``lingua:low``, ``fasttext:PATH``.

    The last eight asked for stay in memory. Raises UnknownName with the nearest names, MissingExtra where
    a package is missing, InputError where what follows the colon cannot be used.
    """
    kind, _, argument = name.partition(":")
    if kind not in DETECTORS:
        near = unknown(kind, DETECTORS, kind="detector").fix
        offered = f"{near} " if near.startswith("Did") else ""
        raise UnknownName(f"There is no detector {name!r}.", fix=f"{offered}Known: {_FORMS}.")
    loader = load(DETECTORS, kind, kind="detector")
    detector: Detector = loader(argument)
    return detector
