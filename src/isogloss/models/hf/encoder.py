"""A transformer that gives vectors: of texts, of layers, of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Pooling, WordVectors
from isogloss.models.hf.facts import facts_of
from isogloss.models.hf.layout import Layout
from isogloss.models.hf.network import Network
from isogloss.models.hf.vectors import known_shares, layer_vectors_by, layers_mixed, sentence_vectors
from isogloss.models.hf.words import contextual_words
from isogloss.models.language_models import Tokenizer
from isogloss.models.static.pieces import checked

if TYPE_CHECKING:
    from isogloss.arrays import Floats1d, Floats2d, Floats3d

_POOLINGS = ("mean", "weighted", "last")


@dataclass(frozen=True, slots=True, eq=False)
class TransformerEncoder:
    """An Encoder, a WordEncoder, a LayeredEncoder, and Coverage.

    layout: how a text's states become its vector. A text's vector does not depend on its neighbours but for
    the last digits, in which the sizes of batches show.
    """

    name: str
    fingerprint: str
    languages: tuple[Language, ...]
    network: Network
    layout: Layout

    @property
    def offers(self) -> str:
        """What can be asked of it, for a person."""
        return "vectors of texts, words and layers; coverage; tokens"

    @property
    def facts(self) -> Mapping[str, str]:
        """What there is to know of it, for a person."""
        trained = {"languages": " ".join(map(str, self.languages))} if self.languages else {}
        return {**facts_of(self.network, self.layout, self.offers), **trained}

    @property
    def layers_dtype(self) -> str:
        """The numbers in which vectors of layers are computed, as ISOGLOSS_DTYPE has them."""
        return "mixed_bfloat16" if layers_mixed(self.network) else self.network.placed.dtype

    @property
    def tokenizer(self) -> Tokenizer:
        """The tokens that the network reads."""
        return self.network.tokenizer

    def encode(self, texts: Sequence[str], *, language: Language | None = None) -> Floats2d:  # noqa: ARG002  one network serves all languages
        """Return float32[n, d], rows of unit length in input order; zeros where no token is known.

        Raises InputError if ``texts`` is no sequence of str. Of texts too long for the network the end is not
        read, and how many they are is logged.
        """
        return sentence_vectors(self.network, self.layout, checked(texts))

    def layers(self, texts: Sequence[str], *, pooling: Pooling = "mean") -> Floats3d:
        """Return float32[layers, n, d] as ``hidden_states`` of transformers, pooled; layer 0 the embeddings'.

        Computed in the numbers of ``layers_dtype``. The tokens that the model adds count as others do. Raises
        as ``encode`` does, and InputError for another pooling.
        """
        return self.layers_by(texts, (pooling,))[pooling]

    def layers_by(self, texts: Sequence[str], poolings: Sequence[Pooling]) -> dict[Pooling, Floats3d]:
        """Return what ``layers`` does for each way of pooling, reading the texts once."""
        for pooling in poolings:
            if pooling not in _POOLINGS:
                raise InputError(
                    f"There is no pooling {pooling!r}.", fix=f"Choose one of {', '.join(_POOLINGS)}."
                )
        return layer_vectors_by(self.network, checked(texts), poolings)

    def encode_words(self, sentences: Sequence[str | Sequence[str]]) -> list[WordVectors]:
        """Return the words of each sentence and float32[words, d] of unit length, in input order.

        A word's vector is the mean of its tokens' states, two thirds of the way up the layers. It is zeros
        where no token of the word is known. Raises InputError if ``sentences`` is no list of sentences.
        """
        return contextual_words(self.network, sentences)

    def coverage(self, texts: Sequence[str]) -> Floats1d:
        """Return float64[n]: the share in [0, 1] of each text's tokens that are known; 0 without tokens."""
        return known_shares(self.network, checked(texts))
