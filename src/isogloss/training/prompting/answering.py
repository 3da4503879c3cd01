"""A model asked many questions: by likelihood or in writing, and what came of each."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from isogloss.errors import InputError
from isogloss.models.contracts import Model
from isogloss.models.language_models import Chat, Generator, Likelihood, Scorer
from isogloss.training.predicted import Predicted
from isogloss.training.prompting.asked import Asked, Manner, joint, prompt_text
from isogloss.training.prompting.kinds.kind import Kind
from isogloss.training.prompting.settings import Normalise, Prompting
from isogloss.training.prompting.writing import chats, in_chat, written

_BEFORE: Final = 4  # tokens of a prompt that an option leaves room for, at the least
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Interview:
    """A model, how it is asked, and the kind of task."""

    model: Model
    kind: Kind
    manner: Manner
    prompt: Prompting

    def predicted(
        self, asked: Sequence[Asked], shots: Sequence[Sequence[Asked]], examples: Sequence[Any]
    ) -> list[Predicted]:
        """Return what the model answers to each question, in order; shots: the solved ones before each."""
        manners = [manner_for(one, self.manner) for one in asked]
        prompts = self._prompts(asked, shots, manners)
        if self.manner == "likelihood":
            return self._likeliest(asked, prompts)
        said = self._written(prompts)
        return [
            _predicted(text, self.kind.read(text, one, example, manner))
            for text, one, example, manner in zip(said, asked, examples, manners, strict=True)
        ]

    def _prompts(
        self, asked: Sequence[Asked], shots: Sequence[Sequence[Asked]], manners: Sequence[Manner]
    ) -> list[str]:
        """Return the prompts; of one that is too long, solved examples are left out, the first ones first."""
        prompts, shortened = [], 0
        for one, solved, manner in zip(asked, shots, manners, strict=True):
            prompt, left = prompt_text(one, solved, manner), len(solved)
            while left and not self._fits(prompt, one):
                left -= 1
                prompt = prompt_text(one, solved[len(solved) - left :], manner)
            shortened += left < len(solved)
            prompts.append(prompt)
        if shortened:
            _log.warning(
                "%d of %d prompts were too long and have fewer solved examples.", shortened, len(prompts)
            )
        return prompts

    def _fits(self, prompt: str, asked: Asked) -> bool:
        """Return whether the model reads a prompt whole; what an endpoint reads nobody knows."""
        if not isinstance(self.model, Chat):
            return True
        if self.manner != "likelihood":
            return self.model.fits(self.model.said_in_chat(prompt), most=self.prompt.most)
        longest = max(asked.options, key=len, default="")
        return self.model.fits(self.model.said_in_chat(prompt) + longest, most=1)

    def _written(self, prompts: Sequence[str]) -> list[str]:
        if not isinstance(self.model, Generator):
            raise InputError(
                f"The model {self.model.name!r} writes no text.", fix="Name a decoder or an endpoint."
            )
        return written(self.model, prompts, most=self.prompt.most, end="\n\n")

    def _likeliest(self, asked: Sequence[Asked], prompts: Sequence[str]) -> list[Predicted]:
        if not isinstance(self.model, Scorer):
            raise InputError(
                f"The model {self.model.name!r} tells no likelihoods.",
                fix="Name a decoder of one's own: hf:…",
            )
        apart = chats(self.model)
        options = self._readable(
            [[("" if apart else joint(one)) + option for option in one.options] for one in asked]
        )
        found = self.model.loglikelihood(in_chat(self.model, prompts), options)
        return [
            _best(one, [_share(how, text, self._divisor(one)) for how, text in zip(own, texts, strict=True)])
            for one, own, texts in zip(asked, found, options, strict=True)
        ]

    def _readable(self, options: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return the options, without their ends where they alone are more than the model reads."""
        if not isinstance(self.model, Chat):
            return [list(own) for own in options]
        found = [[_beginning(self.model, text) for text in own] for own in options]
        pairs = [pair for own in zip(options, found, strict=True) for pair in zip(*own, strict=True)]
        if cut := sum(text != kept for text, kept in pairs):
            _log.warning(
                "%d of %d options are longer than the model reads: their ends are not read.", cut, len(pairs)
            )
        return found

    def _divisor(self, asked: Asked) -> Normalise:
        if self.prompt.normalise != "auto":
            return self.prompt.normalise
        return "none" if asked.fixed else "byte"


def manner_for(asked: Asked, wanted: Manner) -> Manner:
    """Return how a question is answered: by names where there are more options than letters."""
    if not asked.options:
        return "free"
    return "name" if wanted == "letter" and len(asked.options) > len(asked.voice.letters) else wanted


def _beginning(model: Chat, text: str) -> str:
    """Return as much of a text as the model can read behind some prompt."""
    if model.fits(text, most=_BEFORE):
        return text
    kept, over = 0, len(text)
    while over - kept > 1:
        middle = (kept + over) // 2
        kept, over = (middle, over) if model.fits(text[:middle], most=_BEFORE) else (kept, middle)
    return text[:kept]


def _share(found: Likelihood, text: str, divisor: Normalise) -> float:
    over = {"token": found.tokens, "byte": len(text.encode(errors="replace"))}.get(divisor, 1)
    return found.logprob / max(over, 1)


def _best(asked: Asked, scores: Sequence[float]) -> Predicted:
    """Return the likeliest label; its share of all options is its probability."""
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    place = scores.index(top)
    return Predicted(asked.labels[place], shares[place] / sum(shares))


def _predicted(said: str, read: Any) -> Predicted:  # noqa: ANN401  Read
    return Predicted(read.label, 0.0 if read.unread else 1.0, said=said, unread=read.unread)
