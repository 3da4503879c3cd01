"""An encoder-decoder that writes: it reads a prompt whole, and writes what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from isogloss.errors import InputError
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.memory import in_batches
from isogloss.models.hf.network import Network
from isogloss.models.hf.quiet import quiet
from isogloss.models.language_models import Likelihood
from isogloss.models.static.pieces import checked
from isogloss.models.stops import check_limits, until

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_IGNORED = -100  # what transformers leaves out of a loss


@dataclass(frozen=True, slots=True, eq=False)
class TransformerSeq2Seq(TransformerEncoder):
    """A Generator and a Scorer beside what an encoder is: T5, mT5, BART and their kin.

    Vectors are its encoder's.
    """

    @property
    def offers(self) -> str:
        """What can be asked of it, for a person."""
        return "vectors of texts, words and layers; coverage; tokens; texts, likelihoods"

    @property
    def chats(self) -> bool:
        """Never: what it reads has no marks."""
        return False

    def said_in_chat(self, prompt: str) -> str:
        """Return the prompt as it is."""
        return prompt

    def fits(self, prompt: str, *, most: int) -> bool:  # noqa: ARG002  the answer has positions of its own
        """Return whether a prompt is no longer than the model reads."""
        return self.network.fits(prompt, self.network.limit)

    def generate(self, prompts: Sequence[str], *, most: int = 256, stop: Sequence[str] = ()) -> list[str]:
        """Return what the model writes of each prompt, by its likeliest token each time, in input order.

        most: tokens at the most. stop: what ends a text; it is not part of it. Of a prompt that is too long
        the end is not read, and how many are is logged. Raises InputError as a decoder's does.
        """
        check_limits(most, stop)
        read = [encoding.ids for encoding in self.network.read(checked(prompts))]
        texts = [""] * len(read)
        work = partial(_write, self.network, read, texts, most)
        in_batches([len(ids) + most for ids in read], work, most=self.network.placed.batch)
        return [until(text, stop) for text in texts]

    def loglikelihood(
        self, prompts: Sequence[str], continuations: Sequence[Sequence[str]]
    ) -> list[tuple[Likelihood, ...]]:
        """Return for each prompt the likelihoods of its own continuations, in their order.

        A continuation is all that the model would write, its end included. Raises InputError if the lists do
        not belong together.
        """
        if len(prompts) != len(continuations):
            raise InputError(
                f"There are {len(prompts):,} prompts and {len(continuations):,} lists of continuations.",
                fix="Give each prompt its own list.",
            )
        own = [checked(texts) for texts in continuations]
        ends = list(accumulate(map(len, own), initial=0))
        read = [encoding.ids for encoding in self.network.read(checked(prompts))]
        sources = [ids for ids, texts in zip(read, own, strict=True) for _ in texts]
        targets = [one.ids for texts in own for one in self.network.read([text.strip() for text in texts])]
        found = [Likelihood(0.0, 0)] * len(targets)
        todo = [place for place, ids in enumerate(targets) if ids]
        work = partial(_score, self.network, sources, targets, todo, found)
        lengths = [len(sources[place]) + len(targets[place]) for place in todo]
        in_batches(lengths, work, most=self.network.placed.batch)
        return [tuple(found[start:end]) for start, end in pairwise(ends)]


def plain_rewriting(model: PreTrainedModel, filler: int) -> None:
    """Make a model write its likeliest token: all else that its makers set, but the start, is dropped."""
    from transformers import GenerationConfig

    kept, config = model.generation_config, model.config
    start = kept.decoder_start_token_id
    model.generation_config = GenerationConfig(
        bos_token_id=kept.bos_token_id,
        eos_token_id=kept.eos_token_id,
        pad_token_id=filler,
        decoder_start_token_id=config.decoder_start_token_id if start is None else start,
        forced_bos_token_id=kept.forced_bos_token_id,
    )


def _write(
    network: Network, read: Sequence[list[int]], texts: list[str], most: int, places: list[int]
) -> None:
    import torch

    ids, mask = network.batch([read[place] for place in places])
    with torch.inference_mode(), quiet():
        rows = network.model.generate(
            input_ids=ids, attention_mask=mask, max_new_tokens=most, do_sample=False
        )
    for place, row in zip(places, rows.tolist(), strict=True):
        texts[place] = network.tokenizer.text(row)


def _score(
    network: Network,
    sources: Sequence[list[int]],
    targets: Sequence[list[int]],
    todo: list[int],
    found: list[Likelihood],
    places: list[int],
) -> None:
    import torch

    chosen = [todo[place] for place in places]
    ids, mask = network.batch([sources[place] for place in chosen])
    wanted, real = network.batch([targets[place] for place in chosen])
    labels = wanted.masked_fill(real == 0, _IGNORED)
    with torch.inference_mode():
        logits = network.model(input_ids=ids, attention_mask=mask, labels=labels).logits.float()
        told = logits.log_softmax(-1).gather(2, wanted.unsqueeze(2)).squeeze(2)
        sums = told.masked_fill(real == 0, 0.0).double().sum(1).tolist()
    for place, total in zip(chosen, sums, strict=True):
        found[place] = Likelihood(min(total, 0.0), len(targets[place]))
