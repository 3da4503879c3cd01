"""What a model that reads or writes tokens can be asked for; as in ``contracts``, nothing is inherited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from isogloss.arrays import Floats2d, Floats3d
from isogloss.models.contracts import Model


@dataclass(frozen=True, slots=True)
class Piece:
    """One token of a text.

    text: as the vocabulary writes it. start, end: the characters of the text that it stands for; equal where
    it stands for none. known: false for an unknown token or a lone byte, which say nothing about the text.
    """

    id: int
    text: str
    start: int
    end: int
    known: bool = True


@runtime_checkable
class Tokenizer(Protocol):
    """Texts to tokens, without those that a model adds at both ends."""

    @property
    def name(self) -> str:
        """What it was loaded by."""
        ...

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        """Return the tokens of each text, in input order; an empty text has none."""
        ...


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely a model holds a continuation.

    logprob: natural logarithm of its probability after the prompt, summed over its ``tokens`` tokens.
    """

    logprob: float
    tokens: int


@runtime_checkable
class Generator(Model, Protocol):
    """Prompts to texts."""

    def generate(self, prompts: Sequence[str], *, most: int = 256, stop: Sequence[str] = ()) -> list[str]:
        """Return what the model writes after each prompt, by its likeliest token each time.

        most: tokens at the most. stop: what ends a text; it is not part of it.
        """
        ...


@runtime_checkable
class Scorer(Model, Protocol):
    """Prompts and continuations to likelihoods; an endpoint may write and not tell them."""

    def loglikelihood(
        self, prompts: Sequence[str], continuations: Sequence[Sequence[str]]
    ) -> list[tuple[Likelihood, ...]]:
        """Return for each prompt the likelihoods of its own continuations, in their order."""
        ...


@runtime_checkable
class Chat(Model, Protocol):
    """A model on this machine that may have learned to answer, between marks that say who speaks."""

    @property
    def chats(self) -> bool:
        """Whether it has such marks; without them it goes on with a text."""
        ...

    def said_in_chat(self, prompt: str) -> str:
        """Return the prompt as what a user says, marks around it, so that the answer follows."""
        ...

    def fits(self, prompt: str, *, most: int) -> bool:
        """Return whether a prompt and ``most`` tokens of an answer are no more than the model reads."""
        ...


@runtime_checkable
class Lens(Model, Protocol):
    """What a model would say next if it stopped at a layer (nostalgebraist 2020, "the logit lens")."""

    @property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer whose ids count the probabilities."""
        ...

    def lens(self, texts: Sequence[str]) -> Iterator[Floats2d]:
        """Yield float32[n, vocabulary] for each layer, from the embeddings' to the last.

        Probabilities of the token after each text: the last token's state at that layer, through the final
        norm and the unembedding. One layer is held at a time.
        """
        ...


@runtime_checkable
class Router(Model, Protocol):
    """Which experts a mixture of experts uses."""

    def routes(self, texts: Sequence[str]) -> Floats3d:
        """Return float32[layers, n, experts]: each text's mean routing weights; every row sums to 1.

        Only layers that route are counted.
        """
        ...
