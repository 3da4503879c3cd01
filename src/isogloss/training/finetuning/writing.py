"""What objectives of texts to be written share: losses of tokens, and what is written, in batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

import numpy as np

from isogloss.metrics.references import references
from isogloss.models.hf.memory import in_batches
from isogloss.training.finetuning.objectives.objective import Architecture, Feature, Output
from isogloss.training.predicted import Predicted

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d
    from isogloss.data.examples import Generation
    from isogloss.training.finetuning.reading import Reading
    from isogloss.training.finetuning.writer import Writer

Kind = TypeVar("Kind", bound="Writing")
# Tokens that may be written: so many times the longest text of training, and on top. The tokens of another
# language are often shorter; a text that is done ends by itself.
_TIMES, _MORE = 3, 16
_LONGEST: Final = 256


@dataclass(frozen=True, slots=True)
class Writing:
    """The mean cross-entropy of a text's tokens, its end included, each given those before it.

    Of several references the first is learned. most: tokens that are written at the most.
    """

    task: str
    labels: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    most: int = _LONGEST
    architecture: ClassVar[Architecture]

    @classmethod
    def classes(cls, golds: Sequence[str]) -> tuple[list[str], list[str]]:  # noqa: ARG003  the protocol's
        """Return nothing: texts have no classes."""
        return [], []

    def features(
        self, examples: Sequence[Generation], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return one feature an example; its target is the tokens to be written, and there is always one."""
        raise NotImplementedError

    def places(self, feature: Feature) -> range:
        """Return where in the network's output the tokens of a feature's target are foretold."""
        raise NotImplementedError

    def generated(self, writer: Writer, features: Sequence[Feature], beams: int) -> list[list[int]]:
        """Return the tokens that the network writes of a batch of features."""
        raise NotImplementedError

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n]."""
        import torch

        rows = [row for row, feature in enumerate(features) for _ in feature.target]
        columns = [place for feature in features for place in self.places(feature)]
        device = output.logits.device
        wanted = torch.tensor([token for feature in features for token in feature.target], device=device)
        losses = torch.nn.functional.cross_entropy(
            output.logits[rows, columns].float(), wanted, reduction="none"
        )
        return torch.stack(
            [own.mean() for own in losses.split([len(feature.target) for feature in features])]
        )

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:
        """Return the mean log-likelihood of each feature's target, float32[1]."""
        return list(-self.loss(output, features).float().cpu().numpy()[:, None])

    def temperature(self, scores: Sequence[Floats2d], features: Sequence[Feature]) -> float:  # noqa: ARG002  the protocol's
        """Return 1: texts have no probabilities here."""
        return 1.0

    def decode(self, *_: object) -> list[Predicted]:
        """Refuse: a text is ``written``, token by token."""
        raise TypeError("what is to be written is asked for by written()")

    def written(self, writer: Writer, examples: Sequence[Generation], *, beams: int) -> list[Predicted]:
        """Return the text that is written of each example, on one line, in order; its probability is 1.

        beams: that are kept while a text is written; with 1, the likeliest token each time.
        """
        features = self.features(examples, None, writer.reading)
        texts = [""] * len(features)
        tokenizer = writer.reading.tokenizer

        def work(places: list[int]) -> None:
            batch = [features[place] for place in places]
            for place, ids in zip(places, self.generated(writer, batch, beams), strict=True):
                said = tokenizer.decode(ids, skip_special_tokens=True)
                texts[place] = " ".join(said.split())

        lengths = [(feature.length + self.most) * beams for feature in features]
        in_batches(lengths, work, most=writer.placed.batch)
        return [Predicted(text, 1.0) for text in texts]

    @property
    def limits(self) -> Mapping[str, int | float]:
        """What ``settled`` has settled, as the predictor keeps it."""
        return {"most": self.most}

    def settled(
        self: Kind,
        train: Sequence[Feature],
        dev: Sequence[Feature],  # noqa: ARG002  the protocol's
        scores: Sequence[Floats2d],  # noqa: ARG002  the protocol's
    ) -> Kind:
        """Return the objective that writes three times as much as the longest text of training, and a bit."""
        longest = max((len(feature.target) for feature in train), default=_LONGEST)
        return replace(self, most=_TIMES * longest + _MORE)


def wanted_texts(golds: Sequence[str]) -> list[str]:
    """Return the text that each gold wants to be written: the first of its references."""
    return [references(gold).references[0] for gold in golds]


def padded(rows: Sequence[Sequence[int]], filler: int, *, left: bool = False) -> tuple[Tensor, Tensor]:
    """Return ids and mask, int64[n, t] on the CPU, padded at the right, or at the left."""
    import torch

    shape = len(rows), max(map(len, rows))
    ids, mask = np.full(shape, filler, np.int64), np.zeros(shape, np.int64)
    for at, row in enumerate(rows):
        start = shape[1] - len(row) if left else 0
        ids[at, start : start + len(row)], mask[at, start : start + len(row)] = row, 1
    return torch.from_numpy(ids), torch.from_numpy(mask)
