"""The embedded encoder ``static``: sums of trained rows of character n-grams and words. numpy only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import WordVectors
from isogloss.models.static.card import Card, read_card
from isogloss.models.static.characters import TABLE
from isogloss.models.static.features import features
from isogloss.models.static.pieces import blocks, checked
from isogloss.models.static.quantised import DIMS
from isogloss.models.static.quantised import load as load_weights
from isogloss.models.static.rows import Rows, known, lay_out, sums
from isogloss.models.static.words import word_vectors

if TYPE_CHECKING:
    from isogloss.arrays import Floats1d, Floats2d

SHIPPED: Final = Path(__file__).with_name("weights")
WEIGHTS_FILE: Final = "model.safetensors"
CARD_FILE: Final = "card.json"
_shipped_lock: Final = Lock()


@dataclass(frozen=True, slots=True, eq=False)
class StaticEncoder:
    """Texts to vectors of 128 dimensions by adding up the rows of their features.

    Safe to use from several threads. A text's vector depends on nothing but the text: not on its
    neighbours, the size of the batch or the number of threads. ``card`` says what made the weights.
    """

    name: str
    fingerprint: str
    languages: tuple[Language, ...]
    card: Card
    rows: Rows

    def encode(self, texts: Sequence[str], *, language: Language | None = None) -> Floats2d:  # noqa: ARG002  one table serves all languages
        """Return float32[n, 128], rows of unit length in input order; all zeros where nothing is known.

        ``language`` is not needed: one table serves all. Raises InputError if ``texts`` is no sequence
        of str. Texts above 8,192 characters are read in pieces and cost no more memory than others.
        """
        texts = checked(texts)
        total = np.zeros((len(texts), DIMS), np.float32)
        for pieces, numbers in blocks(texts):
            owner, buckets = features(pieces)
            slots, have = known(self.rows, buckets)
            counts = np.bincount(owner[have], minlength=len(pieces))
            # Pieces of one text are added one after another, in order.
            np.add.at(total, numbers, sums(self.rows, slots[have], counts))
        length = np.sqrt(np.einsum("ij,ij->i", total, total))[:, None]
        np.divide(total, length, out=total, where=length > 0)
        return total

    def encode_words(self, sentences: Sequence[str | Sequence[str]]) -> list[WordVectors]:
        """Return the words of each sentence and a vector for each, float32[words, 128], of unit length.

        A sentence is a text, cut by ``isogloss.languages.words``, or the list of its words, each of which
        is kept. A word's vector depends on the word alone; it is all zeros where nothing in it is known.
        Raises InputError if ``sentences`` is no sequence of such.
        """
        return word_vectors(sentences, self.encode)

    def coverage(self, texts: Sequence[str]) -> Floats1d:
        """Return float64[n]: the share in [0, 1] of each text's feature occurrences that own a row.

        0 for a text without features. Raises InputError if ``texts`` is no sequence of str.
        """
        texts = checked(texts)
        counts = np.zeros((2, len(texts)))
        for pieces, numbers in blocks(texts):
            owner, buckets = features(pieces)
            _, have = known(self.rows, buckets)
            np.add.at(counts[0], numbers, np.bincount(owner[have], minlength=len(pieces)))
            np.add.at(counts[1], numbers, np.bincount(owner, minlength=len(pieces)))
        share = np.zeros(len(texts))
        np.divide(counts[0], counts[1], out=share, where=counts[1] > 0)
        return share


def load(place: str = "") -> StaticEncoder:
    """Return the encoder in the folder ``place``, or the shipped one, which is read only once.

    Raises InputError if the folder holds no weights or card of a static encoder.
    """
    if place:
        return read_encoder(Path(place), name=f"static:{place}")
    with _shipped_lock:
        return _shipped()


@cache
def _shipped() -> StaticEncoder:
    return read_encoder(SHIPPED, name="static")


def read_encoder(folder: Path, *, name: str) -> StaticEncoder:
    """Return the encoder whose weights and card lie in ``folder``; raises InputError if they do not."""
    weights = folder / WEIGHTS_FILE
    if not weights.is_file():
        raise InputError(
            f"{folder}: there is no {WEIGHTS_FILE}, so this is no folder of a static encoder.",
            fix="Give a folder that `isogloss model train-static` wrote.",
        )
    card = read_card(folder / CARD_FILE)
    digest = hashlib.sha256(TABLE.read_bytes())
    digest.update(weights.read_bytes())
    languages = tuple(_language(text) for text in card.languages)
    return StaticEncoder(name, digest.hexdigest()[:16], languages, card, lay_out(load_weights(weights)))


def _language(text: str) -> Language:
    """Return the language that a card writes as ``swh_Latn``; no table is asked, loading shall be quick."""
    code, _, script = text.partition("_")
    return Language(code, script or "Zyyy")
