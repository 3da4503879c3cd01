"""A transformer that writes: all that an encoder gives, and texts, likelihoods and the logit lens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.energy import energies_of
from isogloss.models.hf.generation import written
from isogloss.models.hf.lens import lens_of
from isogloss.models.hf.likelihood import likelihoods
from isogloss.models.hf.routing import promoted, routes_of
from isogloss.models.language_models import Likelihood
from isogloss.models.static.pieces import checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from isogloss.arrays import Floats2d, Floats3d


@dataclass(frozen=True, slots=True, eq=False)
class TransformerDecoder(TransformerEncoder):
    """A Generator, a Scorer, a Chat and a Lens beside what an encoder is.

    As an encoder it takes the mean of the last states, weighted by place, unless its folder says otherwise.
    """

    @property
    def offers(self) -> str:
        """What can be asked of it, for a person."""
        return "vectors of texts, words and layers; coverage; tokens; texts, likelihoods, the logit lens"

    @property
    def chats(self) -> bool:
        """Whether its tokenizer has a template of chats."""
        return self.network.chat is not None

    def said_in_chat(self, prompt: str) -> str:
        """Return the prompt as what a user says in a chat; as it is, where the model has no template."""
        return prompt if self.network.chat is None else self.network.chat(prompt)

    def fits(self, prompt: str, *, most: int) -> bool:
        """Return whether a prompt and ``most`` tokens of an answer are no more than the model reads."""
        return self.network.fits(prompt, self.network.positions - min(most, self.network.positions // 2))

    def generate(self, prompts: Sequence[str], *, most: int = 256, stop: Sequence[str] = ()) -> list[str]:
        """Return what the model writes after each prompt, by its likeliest token each time, in input order.

        most: tokens at the most, never above half the model's positions. stop: what ends a text; it is not
        part of it. Prompts are read as they are: no template is put around them. Raises InputError if
        ``prompts`` is no sequence of str.
        """
        return written(self.network, checked(prompts), most, stop)

    def loglikelihood(
        self, prompts: Sequence[str], continuations: Sequence[Sequence[str]]
    ) -> list[tuple[Likelihood, ...]]:
        """Return for each prompt the likelihoods of its own continuations, in their order.

        Prompt and continuation are read as one text; a token at the border of both counts to the
        continuation. Raises InputError if the lists do not belong together.
        """
        return likelihoods(self.network, checked(prompts), [checked(own) for own in continuations])

    def lens(self, texts: Sequence[str]) -> Iterator[Floats2d]:
        """Yield float32[n, vocabulary] for each layer, from the embeddings' to the last.

        Probabilities of the token after each text; one layer is held at a time. Raises InputError where the
        architecture has no layers that can be watched.
        """
        return lens_of(self.network, checked(texts))

    def energies(self, texts: Sequence[str]) -> Floats2d:
        """Return float32[layers, n]: how much of each text's last state is about the next token.

        As ``energies_of``; 1 where a state lies to the tokens' output embeddings as these lie to each other.
        """
        return energies_of(self.network, checked(texts))


@dataclass(frozen=True, slots=True, eq=False)
class MixtureDecoder(TransformerDecoder):
    """A decoder that routes its tokens to experts. A Router too."""

    @property
    def offers(self) -> str:
        """What can be asked of it, for a person."""
        return (
            "vectors of texts, words and layers; coverage; tokens; texts, likelihoods, the logit lens; routes"
        )

    def routes(self, texts: Sequence[str]) -> Floats3d:
        """Return float32[layers, n, experts]: each text's mean routing weights; every row sums to 1.

        Only layers that route are counted.
        """
        return routes_of(self.network, checked(texts))

    def promoting(
        self, experts: Mapping[int, Sequence[int]], *, strength: float
    ) -> AbstractContextManager[None]:
        """While the block runs, raise the routers' logits of chosen experts by ``strength``.

        experts: routing layers -> experts, both counted from 0. Raises InputError if there are none such.
        """
        return promoted(self.network, experts, strength)
