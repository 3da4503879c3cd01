"""A model behind an OpenAI-compatible endpoint."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from isogloss.languages import Language
from isogloss.models.endpoints.asking import Asker
from isogloss.models.endpoints.cache import AnswerCache, Spent
from isogloss.models.endpoints.client import Client
from isogloss.models.endpoints.embeddings import vectors_of
from isogloss.models.endpoints.scoring import endpoint_likelihoods
from isogloss.models.endpoints.settings import address, cache_folder, patience
from isogloss.models.endpoints.writing import Manners, texts_of
from isogloss.models.language_models import Likelihood
from isogloss.models.static.pieces import checked

if TYPE_CHECKING:
    from pathlib import Path

    from isogloss.arrays import Floats2d
    from isogloss.models.endpoints.settings import Patience


@dataclass(frozen=True, slots=True, eq=False)
class Endpoint:
    """An Encoder, a Generator and a Scorer, as far as the endpoint serves them; what it does not is refused.

    Nothing is asked before the first call. fingerprint: of name and URL, for what stands behind them does not
    show; when it changes, remove its answers from the cache.
    """

    name: str
    fingerprint: str
    asker: Asker
    languages: tuple[Language, ...] = ()
    manners: Manners = field(default_factory=Manners)

    @property
    def spent(self) -> Spent:
        """What all kept answers of this model took, in tokens, over all runs."""
        return self.asker.cache.spent(self.name)

    @property
    def used(self) -> Spent:
        """What the answers that were given in this process took, those kept from before included."""
        return self.asker.tally.used

    @property
    def chats(self) -> bool:
        """Whether it answers; else it goes on with a text. Known once it was asked."""
        return self.manners.chats

    @property
    def facts(self) -> Mapping[str, str]:
        """What there is to know of it, for a person; nothing is asked for it."""
        spent, patient = self.spent, self.asker.client.patience
        return {
            "what": f"the model {self.asker.client.where.model} at {self.asker.client.where.url}",
            "offers": "vectors of texts, texts, likelihoods, as far as the endpoint serves them",
            "asked by": f"{patient.at_once} requests at once, {patient.attempts} attempts, "
            f"{patient.timeout:g} s for an answer",
            "kept": f"{spent.answers:,} answers in {self.asker.cache.file}",
            "spent": f"{spent.tokens_in:,} tokens read, {spent.tokens_out:,} written, as it counted them",
        }

    def encode(self, texts: Sequence[str], *, language: Language | None = None) -> Floats2d:  # noqa: ARG002  an endpoint cannot be told
        """Return float32[n, d], rows of unit length in input order; zeros for blank texts.

        Raises InputError if ``texts`` is no sequence of str or the endpoint refuses, IsoglossError if it does
        not answer; what it said so far is kept.
        """
        return vectors_of(self.asker, checked(texts))

    def generate(self, prompts: Sequence[str], *, most: int = 256, stop: Sequence[str] = ()) -> list[str]:
        """Return what the model writes after each prompt, or says to it where it chats; raises as ``encode``.

        most: tokens at the most. stop: what ends a text; it is not part of it.
        """
        return texts_of(self.asker, self.manners, checked(prompts), most, stop)

    def loglikelihood(
        self, prompts: Sequence[str], continuations: Sequence[Sequence[str]]
    ) -> list[tuple[Likelihood, ...]]:
        """Return for each prompt the likelihoods of its own continuations, in their order.

        Raises as ``encode``, and InputError where the endpoint does not tell probabilities.
        """
        return endpoint_likelihoods(self.asker, checked(prompts), [checked(own) for own in continuations])


def load(place: str) -> Endpoint:
    """Return the model that ``NAME@URL`` names, with patience and cache as the environment says.

    Raises InputError if it is no such name, MissingExtra without ``isogloss[endpoint]``.
    """
    return connected(place, patience(), cache_folder())


def connected(place: str, patient: Patience, cache: Path) -> Endpoint:
    """Return the model that ``NAME@URL`` names, asked with this patience, its answers kept in ``cache``."""
    where = address(place)
    digits = hashlib.sha256(where.name.encode()).hexdigest()[:16]
    return Endpoint(where.name, digits, Asker(Client(where, patient), AnswerCache(cache)))
