"""The embedded encoder ``static``: sums of trained rows of character n-grams and words. numpy only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from isogloss.models.static.taught import Pack, pack_for, read_packs
from isogloss.models.static.taught.pack import FOLDER as TAUGHT_FOLDER
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
    neighbours, the size of the batch or the number of threads. ``card`` says what made the weights, whose
    own fingerprint is ``weights``. packs: what was taught beside them, each used for its language alone.
    spoken: the language of texts of which no other is said.
    """

    name: str
    fingerprint: str
    languages: tuple[Language, ...]
    card: Card
    rows: Rows
    weights: str = ""
    packs: tuple[Pack, ...] = ()
    spoken: Language | None = None

    def encode(self, texts: Sequence[str], *, language: Language | None = None) -> Floats2d:
        """Return float32[n, 128], rows of unit length in input order; all zeros where nothing is known.

        ``language`` is needed only where it was taught: one table serves all others. Raises InputError if
        ``texts`` is no sequence of str. Texts above 8,192 characters are read in pieces and cost no more
        memory than others.
        """
        texts = checked(texts)
        pack = pack_for(self.packs, language or self.spoken)
        total = np.zeros((len(texts), DIMS), np.float32)
        for pieces, numbers in blocks(texts):
            owner, buckets = features(pieces)
            slots, have = known(self.rows, buckets)
            counts = np.bincount(owner[have], minlength=len(pieces))
            added = sums(self.rows, slots[have], counts)
            if pack is not None:
                added += pack.sums(owner, buckets, len(pieces))
            # Pieces of one text are added one after another, in order.
            np.add.at(total, numbers, added)
        length = np.sqrt(np.einsum("ij,ij->i", total, total))[:, None]
        np.divide(total, length, out=total, where=length > 0)
        return total

    def encode_words(
        self, sentences: Sequence[str | Sequence[str]], *, language: Language | None = None
    ) -> list[WordVectors]:
        """Return the words of each sentence and a vector for each, float32[words, 128], of unit length.

        A sentence is a text, cut by ``isogloss.languages.words``, or the list of its words, each of which
        is kept. A word's vector depends on the word alone; it is all zeros where nothing in it is known.
        language: as for ``encode``.
        Raises InputError if ``sentences`` is no sequence of such.
        """
        return word_vectors(sentences, lambda texts: self.encode(texts, language=language))

    def speak(self, language: Language | None) -> StaticEncoder:
        """Return this encoder with ``language`` as that of texts of which no other is said."""
        return replace(self, spoken=language) if self.packs else self

    def coverage(self, texts: Sequence[str], *, language: Language | None = None) -> Floats1d:
        """Return float64[n]: the share in [0, 1] of each text's feature occurrences that own a row.

        0 for a text without features. language: as for ``encode``. Raises InputError if ``texts`` is no
        sequence of str.
        """
        texts = checked(texts)
        pack = pack_for(self.packs, language or self.spoken)
        counts = np.zeros((2, len(texts)))
        for pieces, numbers in blocks(texts):
            owner, buckets = features(pieces)
            _, have = known(self.rows, buckets)
            if pack is not None:
                have |= pack.find(buckets)[1]
            np.add.at(counts[0], numbers, np.bincount(owner[have], minlength=len(pieces)))
            np.add.at(counts[1], numbers, np.bincount(owner, minlength=len(pieces)))
        share = np.zeros(len(texts))
        np.divide(counts[0], counts[1], out=share, where=counts[1] > 0)
        return share


def load(place: str = "") -> StaticEncoder:
    """Return the encoder in the folder ``place``, or the shipped one, which is read only once.

    A folder that holds what was taught and no weights stands for the shipped ones and what was taught to
    them. Raises InputError if the folder holds neither, or packs that belong to other weights.
    """
    folder = Path(place)
    if place and not ((folder / TAUGHT_FOLDER).is_dir() and not (folder / WEIGHTS_FILE).exists()):
        return with_packs(read_encoder(folder, name=f"static:{place}"), folder)
    with _shipped_lock:
        shipped = _shipped()
    return with_packs(replace(shipped, name=f"static:{place}"), folder) if place else shipped


@cache
def _shipped() -> StaticEncoder:
    return read_encoder(SHIPPED, name="static")


def read_encoder(folder: Path, *, name: str) -> StaticEncoder:
    """Return the encoder whose weights and card lie in ``folder``; raises InputError if they do not."""
    weights = folder / WEIGHTS_FILE
    if not weights.is_file():
        raise InputError(
            f"{folder}: there is no {WEIGHTS_FILE}, so this is no folder of a static encoder.",
            fix="Give a folder that `isogloss model train-static` or `isogloss model teach` wrote.",
        )
    card = read_card(folder / CARD_FILE)
    digest = hashlib.sha256(TABLE.read_bytes())
    digest.update(weights.read_bytes())
    languages = tuple(_language(text) for text in card.languages)
    fingerprint = digest.hexdigest()[:16]
    return StaticEncoder(name, fingerprint, languages, card, lay_out(load_weights(weights)), fingerprint)


def with_packs(encoder: StaticEncoder, folder: Path) -> StaticEncoder:
    """Return ``encoder`` with what was taught to it in ``folder``; itself if nothing was."""
    packs = read_packs(folder, encoder.weights)
    if not packs:
        return encoder
    prints = " ".join((encoder.weights, *(pack.fingerprint for pack in packs)))
    return replace(
        encoder,
        fingerprint=hashlib.sha256(prints.encode()).hexdigest()[:16],
        languages=tuple(dict.fromkeys((*encoder.languages, *(pack.language for pack in packs)))),
        packs=packs,
    )


def _language(text: str) -> Language:
    """Return the language that a card writes as ``swh_Latn``; no table is asked, loading shall be quick."""
    code, _, script = text.partition("_")
    return Language(code, script or "Zyyy")
