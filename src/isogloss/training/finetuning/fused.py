"""A text that is read with its translation, each language judged by itself.

Source: Fang et al. 2021, "FILTER", AAAI, arXiv:2009.05166, sections 3.1 and 3.2, and its authors' code
(github.com/yuwfan/FILTER) where the paper is silent. The loss is that of the source's labels, and beside it:

- classes and pairs: the class holds for the translation too, and is mixed with what a teacher says;
- answers: the same where it is known where the translation answers, else what the teacher says alone;
- tags: nobody knows those of the translation; what the teacher says of its words alone.

Unlike in the code, of a word of the translation the first token alone is taught, as it is the one that is
judged; and long texts are read window by window, not cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from isogloss.data.examples import Answerable, Example, Tagged
from isogloss.errors import InputError
from isogloss.metrics.answers import wanted
from isogloss.tasks.table import task as task_of
from isogloss.training.finetuning.collating import several
from isogloss.training.finetuning.halves import OTHER, SOURCE, Told, half, output_of, paired
from isogloss.training.finetuning.objectives.answers import Answers
from isogloss.training.finetuning.objectives.objective import (
    Architecture,
    Feature,
    Objective,
    Output,
    SettlingObjective,
)
from isogloss.training.finetuning.objectives.tagging import Tagging
from isogloss.training.predicted import Predicted
from isogloss.views.beside import translation

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d
    from isogloss.training.finetuning.reading import Reading


@dataclass(frozen=True, slots=True)
class Fused:
    """The objective of examples with their translations beside them.

    alone: that of one language. source: the language of the labels, whose text is the first of the two that
    are read. share: of the divergence from a teacher in the loss of a translation with a label; of one
    without it is all. heat: the temperature of that divergence.
    """

    alone: Objective
    source: str
    share: float = 0.5
    heat: float = 1.0

    @property
    def task(self) -> str:
        """The kind's name."""
        return self.alone.task

    @property
    def labels(self) -> tuple[str, ...]:
        """What can be predicted."""
        return self.alone.labels

    @property
    def architecture(self) -> Architecture:
        """The class of transformers that is trained."""
        return self.alone.architecture

    def classes(self, golds: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return what the objective of one language does."""
        return self.alone.classes(golds)

    def features(
        self, examples: Sequence[Any], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return the features of each example: windows of the source's text, each with one of the other.

        Where no translation stands beside a text of the source, it is read twice. Raises InputError where
        none stands beside one of another language.
        """
        besides = [self._beside(example) for example in examples]
        given: list[str | None] = [None] * len(examples) if golds is None else list(golds)
        known = [_gold_beside(self.task, *one) for one in zip(examples, besides, given, strict=True)]
        own = _windows(self.alone, examples, given, reading)
        other = _windows(self.alone, besides, known, reading)
        found: list[Feature] = []
        for place, example in enumerate(examples):
            both = (own[place], other[place])
            found += paired(place, *(both if self._own(example) == SOURCE else both[::-1]))
        return found

    def _own(self, example: Any) -> int:  # noqa: ANN401  any example
        """Return which of the two texts is the example's own: the other one's, beside a text of the source.

        A labelled text of a third language stands in for the source's: the target's is beside it.
        """
        between = str(example.language), str(example.beside.language) if example.beside else self.source
        return OTHER if between[0] != self.source == between[1] else SOURCE

    def _beside(self, example: Any) -> Any:  # noqa: ANN401  any example
        if example.beside is not None:
            return translation(example)
        if str(example.language) != self.source:
            raise InputError(
                f"{example.origin or example.language}: no translation stands beside the text.",
                fix='Put {view = "beside", to = "source"} under `test` in the recipe.',
            )
        return example

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return int64[2n, t] tensors: the source's rows, then those of the other language."""
        return {
            name: tensor.transpose(0, 1).flatten(0, 1) for name, tensor in several(features, filler).items()
        }

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n]: the losses of both languages' labels, the other's mixed with the divergence."""
        import torch

        source, other = (self._of_labels(output, features, which) for which in (SOURCE, OTHER))
        if features[0].target.soft is None:
            return source + other
        labelled = [feature.target.labels[OTHER] is not None for feature in features]
        share = torch.tensor([self.share if known else 1.0 for known in labelled], device=source.device)
        return source + (1 - share) * other + share * self._divergence(output, features)

    def _of_labels(self, output: Output, features: Sequence[Feature], which: int) -> Tensor:
        """Return float[n], the loss of the labels of one text; 0 where there are none."""
        import torch

        own = [half(feature, which) for feature in features]
        known = [place for place, feature in enumerate(own) if feature.target is not None]
        device = next(iter(output.values())).device
        losses = torch.zeros(len(own), device=device)
        if not known:
            return losses
        found = self.alone.loss(output_of(output, which, known), [own[place] for place in known])
        return losses.index_copy(0, torch.tensor(known, device=device), found)

    def _divergence(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n], how far what is said of the other text is from what the teacher says."""
        import torch

        rows = _rows(self.alone, output_of(output, OTHER), [half(feature, OTHER) for feature in features])
        found = []
        for row, feature in zip(rows, features, strict=True):
            said = torch.nn.functional.log_softmax(row / self.heat, dim=1)
            soft = torch.from_numpy(feature.target.soft).to(row.device)
            apart = torch.nn.functional.kl_div(said, soft, reduction="sum")
            found.append(apart * self.heat**2 * feature.target.weight)
        return torch.stack(found)

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Any]:
        """Return two arrays a feature: what the objective of one language gives of either text."""
        both = [
            self.alone.scores(output_of(output, which), [half(feature, which) for feature in features])
            for which in (SOURCE, OTHER)
        ]
        return list(zip(*both, strict=True))

    def temperature(self, scores: Sequence[Any], features: Sequence[Feature]) -> float:
        """Return the temperature that makes the labels likeliest, the translations' where they have any."""
        own, judged = _labelled(scores, features)
        return self.alone.temperature(judged, own) if own else 1.0

    def decode(
        self,
        scores: Sequence[Any],
        features: Sequence[Feature],
        examples: Sequence[Any],
        temperature: float,
    ) -> list[Predicted]:
        """Return what is predicted of each example's own text."""
        sides = [self._own(examples[feature.example]) for feature in features]
        own = [half(feature, which) for feature, which in zip(features, sides, strict=True)]
        said = [both[which] for both, which in zip(scores, sides, strict=True)]
        return self.alone.decode(said, own, examples, temperature)

    @property
    def limits(self) -> Mapping[str, int | float]:
        """Those of the objective of one language."""
        return self.alone.limits if isinstance(self.alone, SettlingObjective) else {}

    def settled(self, train: Sequence[Feature], dev: Sequence[Feature], scores: Sequence[Any]) -> Fused:
        """Return the objective with its limits settled, by texts with labels alone."""
        if not isinstance(self.alone, SettlingObjective):
            return self
        trained, _ = _labelled([(None, None)] * len(train), train)
        return replace(self, alone=self.alone.settled(trained, *_labelled(scores, dev)))

    def taught(self, features: Sequence[Feature], scores: Sequence[Any]) -> list[Feature]:
        """Return the features with what a teacher, whose scores these are, says of the other language."""
        from scipy.special import softmax

        softs = [softmax(np.atleast_2d(other).astype(np.float64) / self.heat, axis=1) for _, other in scores]
        weight = len(features) / max(1, sum(map(len, softs)))
        return [
            replace(feature, target=Told(feature.target.labels, soft.astype(np.float32), weight))
            for feature, soft in zip(features, softs, strict=True)
        ]


def _gold_beside(task: str, example: Example, beside: Example, gold: str | None) -> str | None:
    """Return the gold of what stands beside an example; None where nobody knows it."""
    if gold is None or example.language == beside.language:
        return gold
    if isinstance(beside, Tagged):
        return None
    if isinstance(beside, Answerable):
        told = task_of(task).gold(beside) if beside.answers else None
        return told if wanted(gold).answers else gold  # what has no answer has none in translation
    return gold


def _windows(
    alone: Objective, examples: Sequence[Any], golds: Sequence[str | None], reading: Reading
) -> dict[int, list[Feature]]:
    """Return the features of each text by its place, with targets where its gold is known."""
    found: dict[int, list[Feature]] = {}
    for told in (True, False):
        places = [place for place, gold in enumerate(golds) if (gold is not None) == told]
        texts, known = [examples[place] for place in places], [golds[place] or "" for place in places]
        for feature in alone.features(texts, known if told else None, reading) if places else ():
            found.setdefault(places[feature.example], []).append(feature)
    return found


def _rows(alone: Objective, output: Output, features: Sequence[Feature]) -> list[Tensor]:
    """Return the logits behind each feature's scores, float[r, c]: r choices among c outcomes."""
    if isinstance(alone, Answers):
        logits = alone.logits(output, features)
        return [row[:, : feature.length] for row, feature in zip(logits, features, strict=True)]
    logits = output.logits.float()
    if isinstance(alone, Tagging):
        return [row[list(feature.places.tokens)] for row, feature in zip(logits, features, strict=True)]
    return [row[None] for row in logits]


def _labelled(scores: Sequence[Any], features: Sequence[Feature]) -> tuple[list[Feature], list[Floats2d]]:
    """Return the texts with labels and their scores: of each feature the other one, if it has any."""
    own, judged = [], []
    for both, feature in zip(scores, features, strict=True):
        for which in (OTHER, SOURCE):
            if feature.target.labels[which] is not None:
                own.append(half(feature, which))
                judged.append(both[which])
                break
    return own, judged
