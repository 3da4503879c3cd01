"""What a model can be asked for. A model offers those contracts that it can; nothing is inherited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from isogloss.arrays import Floats1d, Floats2d, Floats3d
from isogloss.languages import Language, Span


@runtime_checkable
class Model(Protocol):
    """What every model has.

    Read-only attributes will do: a frozen record fits.
    """

    @property
    def name(self) -> str:
        """What ``load_model`` takes to give this model."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change whenever its content does."""
        ...

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those it was trained on (for ``--to seen|unseen``); empty where nobody knows."""
        ...


@runtime_checkable
class Encoder(Model, Protocol):
    """Texts to vectors."""

    def encode(self, texts: Sequence[str], *, language: Language | None = None) -> Floats2d:
        """Return float32[n, d], rows of unit length in input order; all zeros where nothing is known."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """The words of one sentence in their order, and a vector for each.

    spans: where each word stands in its text. vectors: float32[len(spans), d], of unit length, all zeros
    for a word of which nothing is known.
    """

    spans: tuple[Span, ...]
    vectors: Floats2d


@runtime_checkable
class WordEncoder(Model, Protocol):
    """Words to vectors."""

    def encode_words(self, sentences: Sequence[str | Sequence[str]]) -> list[WordVectors]:
        """Return the words of each sentence and their vectors, in input order.

        A sentence is a text, which is cut into words, or the list of its words, all of which are kept; their
        spans are then those in the words joined by blanks.
        """
        ...


# How the vectors of a text's tokens become one: their mean, their mean weighted by place (later tokens more,
# as suits a model that reads left to right), or the last token's.
Pooling: TypeAlias = Literal["mean", "weighted", "last"]


@runtime_checkable
class LayeredEncoder(Model, Protocol):
    """Texts to one vector a layer."""

    def layers(self, texts: Sequence[str], *, pooling: Pooling = "mean") -> Floats3d:
        """Return float32[layers, n, d], as the layers give them (of any length), in input order.

        The first layer is what the embeddings give, before any block; ``static`` has that one alone.
        """
        ...


@runtime_checkable
class Coverage(Protocol):
    """How much of a text a model knows."""

    def coverage(self, texts: Sequence[str]) -> Floats1d:
        """Return float64[n]: the share in [0, 1] of each text's feature occurrences the model knows."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """A source word and a target word that mean the same, by their places from 0.

    score: how much speaks for it, in [0, 1]. sure: false where only one of the two words chose the other.
    """

    source: int
    target: int
    score: float
    sure: bool = True


WordPair: TypeAlias = tuple[Sequence[str], Sequence[str]]


@runtime_checkable
class Aligner(Protocol):
    """Which words of two sentences translate each other."""

    @property
    def name(self) -> str:
        """What ``load_aligner`` takes to give this aligner."""
        ...

    def align(self, pairs: Sequence[WordPair]) -> list[tuple[Link, ...]]:
        """Return the links of each pair of word lists, in input order, sorted by source, then target.

        A sentence without words has no links. Raises InputError for a pair too long to be aligned whole.
        """
        ...


@runtime_checkable
class LearningAligner(Aligner, Protocol):
    """An aligner that learns from pairs before it aligns; ``align`` alone learns from its own pairs."""

    def fit(self, pairs: Sequence[WordPair]) -> Aligner:
        """Return the aligner that has learned from ``pairs``; it is changed by nothing it aligns."""
        ...


@runtime_checkable
class Translator(Protocol):
    """Texts of one language to texts of another."""

    @property
    def name(self) -> str:
        """What ``load_translator`` takes to give this translator."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change whenever what it would write does."""
        ...

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return the translation of each text, in input order; an empty text's is empty.

        Raises InputError for a language that it does not write or read.
        """
        ...
