"""Any fastText classifier of languages (GlotLID, OpenLID, lid.176 …), by the path of its file.

Read by fasttext-predict (MIT, optional). The weights are the user's download, under their own licence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.errors import InputError, UnknownLanguage
from isogloss.extras import need
from isogloss.languages.identification.contract import Bools2d
from isogloss.languages.identification.detectors.bayes import normalised
from isogloss.languages.identification.detectors.labels import MEANT
from isogloss.languages.language import Language

# Lines hold an end of line, a word and signs, in the scripts that most models have met.
_ANY_TEXT: Final = "a the 1 . , а и の 的"
_PREFIX: Final = "__label__"
# The first four bytes of a fastText model, little-endian.
_MAGIC: Final = (793712314).to_bytes(4, "little")


def load_fasttext(argument: str) -> FastText:
    """Return the model of a ``.bin`` or ``.ftz`` file.

    Raises MissingExtra without the package; InputError without a path, where there is no such file, where it
    is no fastText model, and where none of its labels names a language.
    """
    path = Path(argument)
    if not argument or not path.is_file():
        raise InputError(
            f"There is no fastText file {argument!r}."
            if argument
            else "The detector 'fasttext' needs a file.",
            fix="Name a downloaded model: fasttext:PATH, with PATH a .bin or .ftz file.",
        )
    with path.open("rb") as file:
        if file.read(4) != _MAGIC:
            raise InputError(
                f"{path} is no fastText model.", fix="Give a .bin or .ftz file that fastText wrote."
            )
    package = need("fasttext", extra="detect", purpose="The detector 'fasttext'")
    try:
        model = package.load_model(str(path))
    except (ValueError, RuntimeError, MemoryError) as fault:
        raise InputError(
            f"{path} cannot be read as a fastText model: {str(fault).rstrip('.')}.", fix="Download it again."
        ) from None
    return FastText(f"fasttext:{argument}", model)


class FastText:
    """A fastText model's probabilities, over those of its labels that name a language."""

    def __init__(self, name: str, model: Any) -> None:  # noqa: ANN401  an optional package
        self.name = name
        self._model = model
        place: dict[Language, int] = {}
        self._columns: dict[str, list[int]] = {}
        # It lists no labels, but ranks them all for any text that it has a vector for.
        for label in sorted(model.predict(_ANY_TEXT, k=-1, threshold=-1.0)[0]):
            for language in _meant(label):
                self._columns.setdefault(label, []).append(place.setdefault(language, len(place)))
        self.languages: tuple[Language, ...] = tuple(place)
        if not self.languages:
            raise InputError(
                f"No label of {name.partition(':')[2]} names a language.",
                fix="Labels look like __label__swh_Latn or __label__sw.",
            )

    def thresholds(self, texts: Sequence[str]) -> Floats1d:
        """Return zeros: what such a model is sure of depends on its training."""
        import numpy as np

        return np.zeros(len(texts))

    def log_probabilities(self, texts: Sequence[str], allowed: Bools2d) -> Doubles2d:
        """Return log probabilities, float64[n, k]; see ``Detector``."""
        import numpy as np

        found = np.zeros((len(texts), len(self.languages)))
        for row, text in enumerate(texts):
            # A line is what it reads; surrogates have no UTF-8.
            line = " ".join(text.encode("utf-8", "ignore").decode("utf-8").split())
            for label, probability in zip(*self._model.predict(line, k=-1), strict=True):
                for column in self._columns.get(label, ()):
                    found[row, column] = max(found[row, column], float(probability))
        with np.errstate(divide="ignore"):
            return normalised(np.log(found), allowed)


def _meant(label: str) -> tuple[Language, ...]:
    """Return the languages that a label names: ``swh_Latn``, ``sw``, ``zh`` in both its scripts."""
    name = label.removeprefix(_PREFIX)
    try:
        return tuple(Language.parse(code) for code in MEANT.get(name, name).split())
    except UnknownLanguage:
        return ()
