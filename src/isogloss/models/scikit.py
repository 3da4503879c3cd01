"""An encoder as a scikit-learn transformer: texts in, vectors out, anywhere in a Pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.models.registry import load_encoder

if TYPE_CHECKING:
    from sklearn.utils import Tags

    from isogloss.arrays import Floats2d


class EncoderTransformer(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Turns texts into the vectors of an encoder, float32[n, d], rows of unit length.

    model: the name of an encoder, ``static`` or ``static:FOLDER``. language: that of all texts, in any usual
    code or name, if the encoder is to know it. Nothing is learned from the texts. A clone or a pickle holds
    the name, never the weights: they are loaded by name once a process, and ``transform`` refuses weights
    other than those it was fitted with.

    After ``fit``: ``fingerprint_`` of the encoder's content, ``n_features_out_``, the number of dimensions.
    """

    def __init__(self, model: str = "static", *, language: str | Language | None = None) -> None:
        self.model = model
        self.language = language

    def fit(self, X: Iterable[str], y: object = None) -> Self:  # noqa: N803, ARG002  scikit-learn's names
        """Load the encoder; the texts are checked, and none is kept.

        Raises InputError if ``X`` is no list, one-dimensional array or Series of texts, UnknownName or
        UnknownLanguage for a parameter nobody knows.
        """
        _texts(X)
        encoder = self._encoder()
        self._known()
        self.fingerprint_ = encoder.fingerprint
        self.n_features_out_ = int(encoder.encode([""]).shape[1])
        return self

    def transform(self, X: Iterable[str]) -> Floats2d:  # noqa: N803  scikit-learn's name
        """Return float32[n, d], in input order; a row of zeros where nothing of a text is known.

        Raises as ``fit`` does, NotFittedError before it, and InputError if the weights are no longer those
        that ``fit`` found.
        """
        check_is_fitted(self, "fingerprint_")
        texts = _texts(X)
        encoder = self._encoder()
        if encoder.fingerprint != self.fingerprint_:
            raise InputError(
                f"This was fitted with {self.model}@{self.fingerprint_}, and {self.model} is now "
                f"@{encoder.fingerprint}: its vectors mean something else.",
                fix="Fit again what stands on these vectors, or install the isogloss it was fitted with.",
            )
        return encoder.encode(texts, language=self._known())

    @property
    def _n_features_out(self) -> int:
        """What the mixin names the columns by: encodertransformer0, encodertransformer1, ..."""
        return self.n_features_out_

    def _encoder(self) -> Encoder:
        if not isinstance(self.model, str):
            raise InputError(
                f"The model of an EncoderTransformer is a name, not of type {type(self.model).__name__}.",
                fix="Write model='static', or model='static:FOLDER' for your own.",
            )
        return load_encoder(self.model)

    def _known(self) -> Language | None:
        return None if self.language is None else Language.parse(self.language)

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _texts(rows: Iterable[str]) -> list[str]:
    """Return the texts of a list, a one-dimensional array or a Series; raises InputError for all else."""
    if isinstance(rows, str | bytes) or not isinstance(rows, Iterable) or getattr(rows, "ndim", 1) == 0:
        raise InputError(
            f"EncoderTransformer takes a list of texts, and was given a single {type(rows).__name__}.",
            fix="For one text, write [text].",
        )
    if getattr(rows, "ndim", 1) != 1:
        raise InputError(
            f"EncoderTransformer takes one text a row, and was given an array of shape {_shape(rows)}.",
            fix="Give one column: table['text'], or in a ColumnTransformer 'text' and not ['text'].",
        )
    texts = list(rows)
    for number, text in enumerate(texts):
        if not isinstance(text, str):
            raise InputError(
                f"Row {number} is of type {type(text).__name__}, not a text.",
                fix="Decode bytes and leave out missing values first; one text a row, no lists of columns.",
            )
    return texts


def _shape(rows: object) -> str:
    return " × ".join(str(size) for size in getattr(rows, "shape", ()))
